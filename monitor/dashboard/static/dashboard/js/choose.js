// Ticks every row of a table at once, and says how many are ticked. Without script rows are ticked one by one.
(() => {
  "use strict";
  const all = document.querySelector("[data-choose-all]");
  const said = document.querySelector("[data-chosen]");
  const rows = [...document.querySelectorAll('input[name="row"]')];

  function say() {
    const ticked = rows.filter((row) => row.checked).length;
    if (said) said.textContent = `${ticked} / ${rows.length}`;
    all.checked = ticked === rows.length;
    all.indeterminate = ticked > 0 && ticked < rows.length;
  }

  if (all) {
    all.hidden = false;
    all.addEventListener("change", () => {
      for (const row of rows) row.checked = all.checked;
      say();
    });
    for (const row of rows) row.addEventListener("change", say);
    say();
  }
})();
