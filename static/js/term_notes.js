// Shows what a word means beside it: on hover, on focus, and on the first tap; a second tap leads to the glossary, as every
// click does without this file. The note stays while the pointer is on it, and Escape closes it (WCAG 1.4.13).
const openPause = 150; // milliseconds, so that crossing a text opens nothing
const closePause = 250; // time to get from the word to its note
const gap = 6; // pixels between the word and its note

export function showTermNotes() {
  const texts = document.querySelector("[data-term-notes]");
  if (!texts) return;
  const note = makeNote();
  let open = null; // the link whose note is shown
  let timer;

  const close = () => {
    clearTimeout(timer);
    note.hidden = true;
    open = null;
  };
  const show = (link) => {
    clearTimeout(timer);
    const text = textOf(link, texts);
    if (!text) return;
    note.lang = text.lang;
    note.replaceChildren(...text.cloneNode(true).childNodes);
    note.hidden = false;
    place(note, link);
    open = link;
  };
  const later = (work, pause) => {
    clearTimeout(timer);
    timer = setTimeout(work, pause);
  };

  for (const link of document.querySelectorAll("a.term")) {
    const text = textOf(link, texts);
    if (text) link.setAttribute("aria-describedby", text.id);
    link.addEventListener("pointerenter", (event) => event.pointerType !== "touch" && later(() => show(link), openPause));
    link.addEventListener("pointerleave", (event) => event.pointerType !== "touch" && later(close, closePause));
    link.addEventListener("focus", () => link.matches(":focus-visible") && show(link));
    link.addEventListener("blur", close);
    link.addEventListener("click", (event) => {
      if (event.pointerType !== "touch" || open === link || !text) return;
      event.preventDefault();
      show(link);
    });
  }
  note.addEventListener("pointerenter", () => clearTimeout(timer));
  note.addEventListener("pointerleave", () => later(close, closePause));
  document.addEventListener("keydown", (event) => event.key === "Escape" && close());
  document.addEventListener("pointerdown", (event) => open && !note.contains(event.target) && !open.contains(event.target) && close());
  window.addEventListener("resize", close);
}

function makeNote() {
  const note = document.createElement("div");
  note.className = "term-note";
  note.hidden = true;
  document.body.append(note);
  return note;
}

// A section may hold two languages; each has notes of its own.
function textOf(link, texts) {
  const language = link.closest("[lang]").lang.split("-")[0];
  return texts.querySelector(`#note-${language}-${link.hash.slice(1)}`);
}

// Below the word's first line, or above where there is no room; never beyond the window's edges.
function place(note, link) {
  const [word] = link.getClientRects();
  const { clientWidth, clientHeight } = document.documentElement;
  note.style.left = "0px";
  const { width, height } = note.getBoundingClientRect();
  const left = Math.max(gap, Math.min(word.left, clientWidth - width - gap));
  const isAbove = word.bottom + gap + height > clientHeight && word.top - gap - height > 0;
  note.style.left = `${left + window.scrollX}px`;
  note.style.top = `${(isAbove ? word.top - gap - height : word.bottom + gap) + window.scrollY}px`;
}
