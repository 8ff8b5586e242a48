// A form that came back begins at its errors.
export function focusErrorSummary() {
  document.querySelector("[data-error-summary]")?.focus();
}
