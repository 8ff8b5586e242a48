// "Choose all on this page", and the number of chosen rows in the bulk bar.
function count(form) {
  const rows = [...form.querySelectorAll(".choose")];
  const chosen = rows.filter((row) => row.checked).length;
  for (const place of form.querySelectorAll("[data-chosen-count]")) place.textContent = String(chosen);
  const all = form.querySelector("[data-choose-all]");
  if (!all) return;
  all.checked = chosen > 0 && chosen === rows.length;
  all.indeterminate = chosen > 0 && chosen < rows.length;
}

export function countChosen() {
  for (const form of document.querySelectorAll(".data-form")) {
    form.addEventListener("change", (event) => {
      if (event.target.matches("[data-choose-all]")) {
        for (const row of form.querySelectorAll(".choose")) row.checked = event.target.checked;
      }
      count(form);
    });
    form.addEventListener("reset", () => setTimeout(() => count(form)));
    count(form);
  }
}
