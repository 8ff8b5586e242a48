// J K move, X chooses, Enter opens, / finds, ? says the keys. Never inside fields; can be switched off, which is remembered.
const store = "single-keys";

const isTyping = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], dialog");

export function isOn() {
  try {
    return localStorage.getItem(store) !== "off";
  } catch {
    return true;
  }
}

function move(step) {
  const rows = [...document.querySelectorAll("[data-keys] tbody tr")];
  if (!rows.length) return;
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const row = rows[Math.max(0, Math.min(rows.length - 1, at < 0 ? 0 : at + step))];
  row.tabIndex = -1;
  row.focus();
}

const actions = {
  j: () => move(1),
  k: () => move(-1),
  x: (row) => row?.querySelector(".choose")?.click(),
  Enter: (row) => row?.querySelector(".cell-name a")?.click(),
  "/": () => document.querySelector("[data-find]")?.focus(),
  "?": () => document.querySelector("[data-key-hints] button")?.focus(),
};

function hear(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || !isOn() || isTyping(event.target)) return;
  const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  const row = event.target.closest("tbody tr");
  if (!action || (event.key === "Enter" && event.target !== row)) return;
  event.preventDefault();
  action(row);
}

export function showHints(hints) {
  hints.hidden = false;
  const button = hints.querySelector("[data-keys-switch]");
  const draw = () => {
    hints.classList.toggle("is-off", !isOn());
    button.textContent = isOn() ? button.dataset.off : button.dataset.on;
  };
  button.addEventListener("click", () => {
    try {
      localStorage.setItem(store, isOn() ? "off" : "on");
    } catch {
      return;
    }
    draw();
  });
  draw();
}

export function hearListKeys() {
  if (!document.querySelector("[data-keys]")) return;
  document.addEventListener("keydown", hear);
  document.querySelectorAll("[data-key-hints]").forEach(showHints);
}
