// Keys of the month: arrows by day, PageUp and PageDown by month. T for today is offered by the link itself (data-key).
// They act while a day or a thing in it has focus, so that the page still scrolls; off with the single-letter keys.
(() => {
  "use strict";
  if (document.documentElement.dataset.keys === "off") return;
  const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

  const iso = (day) => day.toISOString().slice(0, 10);
  const go = (address, day) => {
    if (address) window.location.assign(`${address}#d-${day}`);
    return Boolean(address);
  };
  const dayAfter = (from, days) => {
    const day = new Date(`${from}T00:00:00Z`);
    day.setUTCDate(day.getUTCDate() + days);
    return iso(day);
  };
  const monthAfter = (from, months) => {
    const [year, month, date] = from.split("-").map(Number);
    const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
    return iso(new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))));
  };
  const focusDay = (day) => {
    const number = document.getElementById(`d-${day}`);
    number?.focus();
    return Boolean(number);
  };
  const stepOf = (key, grid) => {
    const across = key === "ArrowLeft" || key === "ArrowRight";
    const mirrored = across && getComputedStyle(grid).direction === "rtl";
    return mirrored ? -STEPS[key] : STEPS[key];
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing) return;
    const cell = event.target instanceof Element ? event.target.closest(".cal-day") : null;
    const grid = cell?.closest(".cal-grid");
    const here = cell?.querySelector("[data-day]")?.dataset.day;
    if (!grid || !here || document.querySelector("dialog[open]")) return;
    const { earlier, later } = grid.dataset;
    let acted = false;
    if (event.key in STEPS) {
      const step = stepOf(event.key, grid);
      const day = dayAfter(here, step);
      acted = focusDay(day) || go(step < 0 ? earlier : later, day);
    } else if (event.key === "PageUp") {
      acted = go(earlier, monthAfter(here, -1));
    } else if (event.key === "PageDown") {
      acted = go(later, monthAfter(here, 1));
    }
    if (acted) event.preventDefault();
  });

  if (/^#d-\d{4}-\d{2}-\d{2}$/.test(window.location.hash)) focusDay(window.location.hash.slice(3));
})();
