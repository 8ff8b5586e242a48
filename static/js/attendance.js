// Keeps the count in the button: "Confirm: 18 of 20 here". The rows themselves need no script.
import { say } from "./live.js";

export function countAttendance() {
  for (const bar of document.querySelectorAll("[data-attendance-count]")) {
    const form = bar.closest("form");
    const words = bar.querySelector("button span");
    if (!form || !words) continue;
    const draw = (aloud) => {
      const rows = [...form.querySelectorAll('[name="not_here"]')];
      const here = rows.filter((row) => !row.checked).length;
      words.textContent = bar.dataset.attendanceCount.replace("{count}", here).replace("{total}", rows.length);
      if (aloud) say(words.textContent);
    };
    form.addEventListener("change", () => draw(true));
    draw(false);
  }
}
