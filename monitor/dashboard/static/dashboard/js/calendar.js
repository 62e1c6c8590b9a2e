// Keys of the calendar: arrows by day (by month in a year), PageUp and PageDown by what the view shows, Enter opens (a link).
// T for today is offered by the link itself (data-key) and leads to the day, which then has focus.
// They act while a day or a thing in it has focus, so that the page still scrolls; off with the single-letter keys.
(() => {
  "use strict";
  if (document.documentElement.dataset.keys === "off") return;
  const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
  const PAGES = { day: 1, week: 7, agenda: 28 };

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
  // A list has no days on which nothing stands: the next one that it has.
  const focusBeyond = (view, here, step) => {
    const days = [...view.querySelectorAll("[data-day]")];
    const beyond = step > 0 ? days.find((each) => each.dataset.day > here) : days.findLast((each) => each.dataset.day < here);
    beyond?.focus();
    return Boolean(beyond);
  };
  const stepOf = (key, view) => {
    const across = key === "ArrowLeft" || key === "ArrowRight";
    const mirrored = across && getComputedStyle(view).direction === "rtl";
    return mirrored ? -STEPS[key] : STEPS[key];
  };
  const moved = (step, here, unit) => {
    if (unit === "year") return monthAfter(here, Math.abs(step) === 1 ? step : step > 0 ? 6 : -6);
    // In a week or a list the days lie in one line.
    return dayAfter(here, unit === "month" ? step : Math.sign(step));
  };
  const paged = (by, here, unit) => {
    if (unit === "month" || unit === "year") return monthAfter(here, unit === "year" ? by * 12 : by);
    return dayAfter(here, by * PAGES[unit]);
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing) return;
    const cell = event.target instanceof Element ? event.target.closest("[data-of-day]") : null;
    const view = cell?.closest("[data-step]");
    if (!view || document.querySelector("dialog[open]")) return;
    const here = cell.dataset.ofDay;
    const { earlier, later, step: unit } = view.dataset;
    let acted = false;
    if (event.key in STEPS) {
      const step = stepOf(event.key, view);
      const day = moved(step, here, unit);
      acted = focusDay(day) || (unit === "agenda" && focusBeyond(view, here, step)) || go(step < 0 ? earlier : later, day);
    } else if (event.key === "PageUp") {
      acted = go(earlier, paged(-1, here, unit));
    } else if (event.key === "PageDown") {
      acted = go(later, paged(1, here, unit));
    }
    if (acted) event.preventDefault();
  });

  const arrive = () => {
    if (/^#d-\d{4}-\d{2}-\d{2}$/.test(window.location.hash)) focusDay(window.location.hash.slice(3));
  };
  window.addEventListener("hashchange", arrive);
  arrive();
})();
