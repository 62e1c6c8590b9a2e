// Puts the text of [data-copy-from] into the clipboard; without script the text stands in a readonly field.
(() => {
  "use strict";
  const show = () => {
    for (const button of document.querySelectorAll("[data-copy-from][hidden]")) button.hidden = false;
  };
  show();
  document.addEventListener("htmx:load", show);
  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-copy-from]") : null;
    if (!button) return;
    const field = document.getElementById(button.dataset.copyFrom);
    if (!field) return;
    const said = button.querySelector("[data-copy-said]");
    try {
      await navigator.clipboard.writeText(field.value);
      if (said) said.textContent = button.dataset.done;
    } catch {
      // No right to the clipboard: the text is selected, so that one keystroke copies it.
      field.focus();
      field.select();
    }
  });
})();
