// Applies a theme at once and saves it in the background; without script the form posts and the page reloads.
(() => {
  "use strict";
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.hasAttribute("data-theme-form")) return;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    const chosen = String(data.get("theme") ?? "");
    const root = document.documentElement;
    if (chosen) root.dataset.theme = chosen;
    else delete root.dataset.theme;
    for (const button of form.querySelectorAll("button[name=theme]")) {
      button.setAttribute("aria-pressed", String(button.value === chosen));
    }
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
    } catch {
      // The server did not take it: post it the plain way, so that its own page says why.
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = "theme";
      field.value = chosen;
      form.append(field);
      form.submit();
    }
  });
})();
