// A form is sent once: its button becomes busy, keeps its width, and a second press does nothing.
const busyAfter = 300;

function makeBusy(button) {
  button.style.setProperty("min-width", `${button.offsetWidth}px`);
  button.setAttribute("aria-disabled", "true");
  setTimeout(() => {
    if (button.getAttribute("aria-disabled") !== "true") return;
    const words = button.querySelector("span") ?? button;
    words.dataset.words = words.textContent;
    words.textContent = button.dataset.busy;
  }, busyAfter);
}

function release(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[data-busy][aria-disabled]")) {
    const words = button.querySelector("span") ?? button;
    button.removeAttribute("aria-disabled");
    if (words.dataset.words) words.textContent = words.dataset.words;
  }
}

/** An error is taken away when its field is left with another answer; only the server puts one there. */
function takeErrorsAway() {
  document.addEventListener("change", (event) => {
    const field = event.target.closest(".has-error");
    if (!field || !event.target.matches("[aria-invalid]")) return;
    event.target.removeAttribute("aria-invalid");
    field.classList.remove("has-error");
    field.querySelector(".field-error")?.remove();
  });
}

export function guardSubmits() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    const button = event.submitter ?? form.querySelector("[data-busy]");
    if (button?.dataset.busy) makeBusy(button);
    // A file that the browser downloads leaves the page as it is, so the form must come back to life.
    if (form.dataset.download !== undefined) setTimeout(() => release(form), 4000);
  });
  for (const name of ["htmx:afterRequest"]) {
    document.addEventListener(name, (event) => {
      const form = event.target.closest?.("form");
      if (form) release(form);
    });
  }
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(release);
  });
  takeErrorsAway();
}
