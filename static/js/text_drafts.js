// What is typed in the handbook's forms (<form data-keeps-draft="key">) stays on this device until it is saved, and is
// offered where the page holds another text: after a sign-in that had ended, a closed window, a way to another block.
// It keeps the text one began with, too, so that what others saved meanwhile is not overwritten unseen.
import { read } from "./drafts.js";

const prefix = "text:";
const sentKey = "text-sent";
const keepDays = 14;

const keyOf = (form) => prefix + (form.dataset.keepsDraft || location.pathname + location.search);
const forms = () => [...document.querySelectorAll("form[data-keeps-draft]")];
const texts = (form) => read(form).filter(([name, , checked]) => checked === undefined && name !== "kind");

function stored(key) {
  try {
    const draft = JSON.parse(localStorage.getItem(key));
    return draft && Date.now() - draft.at < keepDays * 864e5 ? draft : null;
  } catch {
    return null;
  }
}

function take(form, draft) {
  for (const [name, value] of draft.texts) {
    const field = form.elements.namedItem(name);
    if (field) field.value = value;
  }
  const seen = form.elements.namedItem("seen");
  if (seen) seen.value = draft.seen;
}

function offer(form, key, draft) {
  const place = form.querySelector("[data-draft-offer]");
  if (!place) return;
  const options = { dateStyle: "medium", timeStyle: "short" };
  const time = new Date(draft.at).toLocaleString(document.documentElement.lang, options);
  place.querySelector("p").textContent = place.dataset.words.replace("{time}", time);
  place.hidden = false;
  place.querySelector("[data-draft-take]").addEventListener("click", () => {
    take(form, draft);
    place.hidden = true;
    form.querySelector("textarea, input[type=text]")?.focus();
  });
  place.querySelector("[data-draft-forget]").addEventListener("click", () => {
    localStorage.removeItem(key);
    place.hidden = true;
  });
}

function keep(form) {
  const key = keyOf(form);
  const draft = stored(key);
  const atFirst = JSON.stringify(texts(form));
  if (draft && JSON.stringify(draft.texts) !== atFirst) offer(form, key, draft);
  const put = () => {
    const typed = texts(form);
    if (JSON.stringify(typed) === atFirst) return;
    try {
      const seen = form.elements.namedItem("seen")?.value ?? "";
      localStorage.setItem(key, JSON.stringify({ at: Date.now(), texts: typed, seen }));
    } catch {
      // A full or forbidden store must not disturb typing.
    }
  };
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(put, 400);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    put();
    // Buttons with an address of their own do not save the text.
    if (!event.submitter?.hasAttribute("formaction")) sessionStorage.setItem(sentKey, key);
  });
}

/** Forget what was saved: after it was sent, a page of the desk follows that neither asks for it again nor refuses it. */
function forget() {
  try {
    const sent = sessionStorage.getItem(sentKey);
    sessionStorage.removeItem(sentKey);
    const isTaken = document.querySelector("[data-text-desk], .notes .note.is-done");
    const isBack = forms().some((form) => keyOf(form) === sent) || document.querySelector(".notes .note.is-problem");
    if (sent && isTaken && !isBack) localStorage.removeItem(sent);
  } catch {
    // Without a store there is nothing to forget.
  }
}

export function keepTexts() {
  forget();
  forms().forEach(keep);
}
