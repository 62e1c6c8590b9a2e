// Names that the framework's panel leaves out, for readers of the screen.
(() => {
  "use strict";
  const name = () => {
    for (const shown of document.querySelectorAll("select + .select2 .select2-selection")) {
      const select = shown.closest(".select2").previousElementSibling;
      const label = select.labels[0] ?? select.closest("details")?.querySelector("summary");
      if (!label) continue;
      label.id ||= `name-of-${select.id}`;
      shown.setAttribute("aria-labelledby", `${label.id} ${shown.getAttribute("aria-labelledby")}`);
      shown.querySelector("[role=textbox]")?.setAttribute("aria-labelledby", label.id);
    }
    const search = document.querySelector("#changelist-search");
    search?.querySelector("#searchbar").setAttribute("aria-label", search.querySelector("[type=submit]").value);
  };
  // The framework's fields are made in a callback that jQuery was given before this one.
  const ready = window.django?.jQuery ?? ((act) => act());
  ready(name);
})();
