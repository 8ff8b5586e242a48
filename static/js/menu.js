// Without script the link jumps to the navigation and :target shows it; with script it opens and closes it.
function toggle(link, navigation) {
  const isOpen = navigation.classList.toggle("is-open");
  link.setAttribute("aria-expanded", String(isOpen));
}

function openNavigation() {
  const link = document.querySelector("[data-menu-toggle]");
  const navigation = document.getElementById("navigation");
  if (!link || !navigation) return;
  link.setAttribute("role", "button");
  link.setAttribute("aria-expanded", "false");
  link.setAttribute("aria-controls", "navigation");
  link.addEventListener("click", (event) => {
    event.preventDefault();
    toggle(link, navigation);
  });
  link.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    toggle(link, navigation);
  });
}

function closePersonMenus() {
  const menus = [...document.querySelectorAll(".person-menu")];
  document.addEventListener("click", (event) => {
    for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus.filter((one) => one.open)) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}

export function openMenus() {
  openNavigation();
  closePersonMenus();
}
