// One toast at a time, gone after 8 seconds, held while the pointer or the focus is on it.
(() => {
  "use strict";
  const SHOWN_MS = 8000;

  const start = (toast) => {
    let timer = 0;
    const close = () => {
      clearTimeout(timer);
      toast.remove();
      const next = document.querySelector(".toasts [data-toast][hidden]");
      if (next) show(next);
    };
    const run = () => { timer = window.setTimeout(close, SHOWN_MS); };
    const hold = () => clearTimeout(timer);
    toast.addEventListener("pointerenter", hold);
    toast.addEventListener("focusin", hold);
    toast.addEventListener("pointerleave", run);
    toast.addEventListener("focusout", run);
    toast.querySelector("[data-toast-close]")?.addEventListener("click", close);
    run();
  };
  const show = (toast) => {
    toast.hidden = false;
    start(toast);
  };
  const begin = () => {
    const waiting = [...document.querySelectorAll(".toasts [data-toast]:not([data-started])")];
    waiting.forEach((toast, place) => {
      toast.dataset.started = "";
      toast.querySelector("[data-toast-close]")?.removeAttribute("hidden");
      if (place === 0) start(toast);
      else toast.hidden = true;
    });
  };
  begin();
  document.addEventListener("htmx:load", begin);
})();
