// Where the focus goes: to an error summary on load, and after an htmx swap to the trigger or, when it is gone, to
// the row that took its place. Also says aloud what changed.
(() => {
  "use strict";
  let trigger = null;
  let rowPlace = -1;

  const focusOn = (element) => {
    if (!element) return;
    if (!element.matches("a, button, input, select, textarea, summary, [tabindex]")) element.tabIndex = -1;
    element.focus();
  };
  const toSummary = (root) => focusOn(root.querySelector("[data-error-summary]"));
  const allRows = () => [...document.querySelectorAll("[data-row]")];

  toSummary(document);
  document.addEventListener("htmx:beforeRequest", (event) => {
    trigger = event.detail.elt;
    rowPlace = allRows().indexOf(trigger.closest("[data-row]"));
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const swapped = event.detail.elt;
    const spoken = swapped.querySelector?.("[data-say]")?.dataset.say ?? swapped.dataset?.say;
    const live = document.getElementById("said");
    if (spoken && live) live.textContent = spoken;
    if (swapped.querySelector?.("[data-error-summary]")) {
      toSummary(swapped);
      return;
    }
    if (!trigger || document.activeElement !== document.body) return;
    const same = trigger.id ? document.getElementById(trigger.id) : null;
    if (same || trigger.isConnected) focusOn(same ?? trigger);
    else if (rowPlace >= 0) {
      const rest = allRows();
      const next = rest[Math.min(rowPlace, rest.length - 1)];
      focusOn(next?.querySelector("a, h2, h3, button") ?? document.getElementById("main"));
    }
  });
  document.addEventListener("htmx:responseError", (event) => {
    // The region stays as it was; the reader is told, and the plain link or form still works.
    const notice = document.getElementById("load-error");
    if (notice) {
      notice.hidden = false;
      notice.querySelector("[data-error-code]").textContent = String(event.detail.xhr.status);
    }
  });
})();
