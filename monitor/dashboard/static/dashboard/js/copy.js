// Puts the text of [data-copy-from] into the clipboard; without script the text stands in a readonly field.
// Of [data-copy-address] the text behind the link; without script, or where that fails, the link is followed.
(() => {
  "use strict";
  const show = () => {
    for (const button of document.querySelectorAll("[data-copy-from][hidden]")) button.hidden = false;
  };
  const say = (button) => {
    const said = button.querySelector("[data-copy-said]");
    if (said) said.textContent = button.dataset.done;
  };
  const copyField = async (button) => {
    const field = document.getElementById(button.dataset.copyFrom);
    if (!field) return;
    try {
      await navigator.clipboard.writeText(field.value);
      say(button);
    } catch {
      // No right to the clipboard: the text is selected, so that one keystroke copies it.
      field.focus();
      field.select();
    }
  };
  const copyLinked = async (link) => {
    try {
      const answer = await fetch(link.href, { credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      await navigator.clipboard.writeText((await answer.text()).trim());
      say(link);
    } catch {
      location.assign(link.href);
    }
  };
  show();
  document.addEventListener("htmx:load", show);
  document.addEventListener("click", (event) => {
    const at = event.target instanceof Element ? event.target : null;
    const button = at?.closest("[data-copy-from]");
    if (button) copyField(button);
    const link = at?.closest("a[data-copy-address]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    copyLinked(link);
  });
})();
