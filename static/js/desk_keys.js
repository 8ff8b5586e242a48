// The translation desk by keys: J K to the next and the previous to-do, E writes, R says it is still right,
// Ctrl+Enter saves, Esc leaves the field. Single keys never work inside fields, and can be switched off.
import { isOn, showHints } from "./list_keys.js";

const find = (selector) => document.querySelector(selector);

function step(by) {
  const links = [...document.querySelectorAll(".desk-list li a")];
  const at = links.findIndex((link) => link.hasAttribute("aria-current"));
  links[at + by]?.click();
}

const actions = {
  j: () => step(1),
  k: () => step(-1),
  e: () => find("[data-desk-text]").focus(),
  r: () => find("[data-desk-confirm]")?.click(),
};

function hear(event) {
  const isText = event.target.matches("[data-desk-text]");
  if (isText && event.key === "Escape") event.target.blur();
  if (isText && event.key === "Enter" && (event.ctrlKey || event.metaKey)) find("[data-desk-save]").click();
  if (event.ctrlKey || event.metaKey || event.altKey || !isOn()) return;
  if (event.target.closest("input, textarea, select")) return;
  const action = actions[event.key.toLowerCase()];
  if (!action) return;
  event.preventDefault();
  action();
}

export function hearDeskKeys() {
  if (!find("[data-desk]")) return;
  document.addEventListener("keydown", hear);
  document.querySelectorAll("[data-key-hints]").forEach(showHints);
}
