// "Preview" shows the text in its place: the answer of the form's own address holds it. Without script it is a whole page.
import { say } from "./live.js";

async function show(form, button) {
  const facts = new FormData(form, button);
  let fresh = null;
  let terms = null; // at the translation desk, those that the text does not use are marked
  try {
    const answer = await fetch(location.href, { method: "POST", body: facts });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    fresh = answer.ok && page.querySelector("[data-preview]");
    terms = page.querySelector("[data-agreed-terms]");
  } catch {
    // The browser says itself that it cannot reach the server, when the form is sent as a whole.
  }
  const place = document.querySelector("[data-preview]");
  if (!fresh) {
    form.dataset.previewsWhole = "yes";
    form.requestSubmit(button);
    return;
  }
  place.replaceWith(fresh);
  if (terms) document.querySelector("[data-agreed-terms]")?.replaceWith(terms);
  fresh.scrollIntoView({ block: "nearest" });
  say(fresh.dataset.said);
}

export function previewTexts() {
  document.addEventListener(
    "submit",
    (event) => {
      const button = event.submitter;
      if (!button?.matches("[data-preview-button]") || event.target.dataset.previewsWhole) return;
      event.preventDefault();
      show(event.target, button);
    },
    true,
  );
}
