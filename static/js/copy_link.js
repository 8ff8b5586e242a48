import { say } from "./live.js";

export function copyLinks() {
  if (!navigator.clipboard) return;
  for (const link of document.querySelectorAll("[data-copy-link]")) {
    link.hidden = false;
    link.addEventListener("click", async (event) => {
      event.preventDefault();
      await navigator.clipboard.writeText(location.href);
      const words = link.querySelector("span");
      const before = words.textContent;
      words.textContent = link.dataset.copied;
      say(link.dataset.copied);
      setTimeout(() => (words.textContent = before), 3000);
    });
  }
}
