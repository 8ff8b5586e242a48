// The choice lives in a cookie, so that the server writes it into <html> and no page flashes.
const oneYear = 60 * 60 * 24 * 365;

function mark(group, choice) {
  for (const button of group.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button.value === choice));
  }
}

export function followThemeChoice() {
  const root = document.documentElement;
  for (const group of document.querySelectorAll("[data-theme-choice]")) {
    group.hidden = false;
    mark(group, root.dataset.theme || "system");
    group.addEventListener("click", (event) => {
      const choice = event.target.closest("button")?.value;
      if (!choice) return;
      root.dataset.theme = choice;
      const secure = location.protocol === "https:" ? "; secure" : "";
      document.cookie = `theme=${choice}; path=/; max-age=${oneYear}; samesite=lax${secure}`;
      mark(group, choice);
    });
  }
}
