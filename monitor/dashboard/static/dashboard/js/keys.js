// Single-letter keys: they can be switched off (data-keys="off" on <html>) and never act while a field has focus.
(() => {
  "use strict";
  if (document.documentElement.dataset.keys === "off") return;
  const FIELDS = "input, textarea, select, [contenteditable=true]";
  let going = 0;

  const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent !== null);
  const move = (step) => {
    const all = rows();
    if (!all.length) return false;
    const here = all.findIndex((row) => row.contains(document.activeElement));
    const place = here < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, here + step));
    const target = all[place].matches("a, button") ? all[place] : all[place].querySelector("a, button");
    target?.focus();
    target?.scrollIntoView({ block: "nearest" });
    return Boolean(target);
  };
  const goTo = (letter) => {
    const link = document.querySelector(`[data-go="${CSS.escape(letter)}"]`);
    link?.click();
    return Boolean(link);
  };
  const act = (key) => {
    if (going) {
      clearTimeout(going);
      going = 0;
      return goTo(key.toLowerCase());
    }
    switch (key) {
      case "/": {
        const field = document.querySelector("[data-search]");
        field?.focus();
        return Boolean(field);
      }
      case "g":
        going = window.setTimeout(() => { going = 0; }, 1500);
        return true;
      case "j": return move(1);
      case "k": return move(-1);
      case "x": {
        const box = document.activeElement?.closest("[data-row]")?.querySelector("input[type=checkbox]");
        box?.click();
        return Boolean(box);
      }
      case "?": {
        const list = document.getElementById("keys");
        list?.showModal();
        return Boolean(list);
      }
      default: {
        // A page offers its own letters with data-key; the element is clicked.
        const offered = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
        offered?.click();
        return Boolean(offered);
      }
    }
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.key.length !== 1) return;
    if (event.target instanceof Element && event.target.closest(FIELDS)) return;
    if (document.querySelector("dialog[open]")) return;
    if (act(event.key)) event.preventDefault();
  });
})();
