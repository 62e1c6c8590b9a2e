// Opens <dialog id> from [data-dialog="id"] and closes menus on Escape or a click elsewhere.
// Without script the opener is a link to the same question as a page.
(() => {
  "use strict";
  document.addEventListener("click", (event) => {
    const at = event.target instanceof Element ? event.target : null;
    const opener = at?.closest("[data-dialog]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset.dialog);
      if (dialog instanceof HTMLDialogElement) {
        event.preventDefault();
        dialog.showModal();
      }
    }
    const closer = at?.closest("[data-dialog-close]");
    if (closer) {
      event.preventDefault();
      closer.closest("dialog")?.close();
    }
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(at)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      const within = menu.contains(document.activeElement);
      menu.open = false;
      if (within) menu.querySelector("summary")?.focus();
    }
  });
})();
