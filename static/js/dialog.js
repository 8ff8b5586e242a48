// A button with data-dialog="id" opens the native dialog; it gives the focus back by itself.
export function openDialogs() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-dialog]");
    if (button) document.getElementById(button.dataset.dialog)?.showModal();
  });
}
