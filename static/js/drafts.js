// Long forms (<form data-draft="registration-42">) keep what was typed on this device until the form is sent.
// The line <p class="draft-line" data-draft-line> says so. Files, passwords and fields marked data-private are never kept.
import { say } from "./live.js";

const prefix = "draft:";
const sentKey = "draft-sent";
const keepDays = 14;

const fields = (form) =>
  [...form.elements].filter(
    (field) => field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type) && !("private" in field.dataset),
  );

export function read(form) {
  return fields(form).map((field) =>
    ["checkbox", "radio"].includes(field.type) ? [field.name, field.value, field.checked] : [field.name, field.value],
  );
}

function fill(form, answers) {
  for (const [name, value, checked] of answers) {
    const same = fields(form).filter((field) => field.name === name);
    if (checked === undefined) {
      if (same[0] && !same[0].value) restore(same[0], value);
    } else {
      const field = same.find((one) => one.value === value);
      if (field) field.checked = checked;
    }
  }
}

// A combobox may have to fetch the option first; it looks for this mark.
function restore(field, value) {
  field.value = value;
  if (field.value !== value) field.dataset.wanted = value;
}

function stored(key) {
  try {
    const draft = JSON.parse(localStorage.getItem(key));
    return draft && Date.now() - draft.at < keepDays * 864e5 ? draft : null;
  } catch {
    return null;
  }
}

function sayKept(at) {
  const line = document.querySelector("[data-draft-line]");
  const words = document.querySelector("[data-live]")?.dataset.draftKept ?? "";
  const time = new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  const text = words.replace("{time}", time);
  if (line) {
    if (!line.textContent) say(text);
    line.textContent = text;
    line.hidden = false;
  }
}

function keep(form) {
  const key = prefix + form.dataset.draft;
  const draft = stored(key);
  // What came back from the server with errors is newer than the draft.
  if (draft && !document.querySelector("[data-error-summary]")) {
    fill(form, draft.answers);
    sayKept(draft.at);
  }
  let waiting;
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    sessionStorage.setItem(sentKey, key);
  });
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      try {
        localStorage.setItem(key, JSON.stringify({ at: Date.now(), answers: read(form) }));
        sayKept(Date.now());
      } catch {
        // A full or forbidden store must not disturb typing.
      }
    }, 600);
  });
}

/**
 * Forget what was accepted: a page that says "done" after a form was sent, or one that names the draft itself:
 * <div data-draft-done="registration-42">. Otherwise the next new question would begin with the one before.
 */
function forget() {
  try {
    const sent = sessionStorage.getItem(sentKey);
    sessionStorage.removeItem(sentKey);
    if (sent && document.querySelector(".notes .note.is-done")) localStorage.removeItem(sent);
    for (const done of document.querySelectorAll("[data-draft-done]")) {
      localStorage.removeItem(prefix + done.dataset.draftDone);
    }
  } catch {
    // Without a store there is nothing to forget.
  }
}

export function keepDrafts() {
  forget();
  document.querySelectorAll("form[data-draft]").forEach(keep);
}
