// Turns a native select into a field one can type in (the ARIA combobox pattern). Letters match without their marks:
// "skofja" finds Škofja Loka, "murz" Mürzzuschlag. The select stays in the form and carries the answer.
const plain = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss").replaceAll("đ", "d").replaceAll("ø", "o").trim();

class Combobox {
  constructor(frame) {
    this.frame = frame;
    this.select = frame.querySelector("select");
    this.options = [...this.select.options].filter((option) => option.value !== "");
    this.active = -1;
    this.shown = [];
    this.build();
    this.listen();
  }

  build() {
    const { select } = this;
    this.input = document.createElement("input");
    for (const name of ["class", "aria-describedby", "aria-invalid", "required"]) {
      if (select.hasAttribute(name)) this.input.setAttribute(name, select.getAttribute(name));
    }
    this.input.id = select.id;
    select.id = `${select.id}-native`;
    this.input.autocomplete = "off";
    this.input.setAttribute("role", "combobox");
    this.input.setAttribute("aria-autocomplete", "list");
    this.input.setAttribute("aria-expanded", "false");
    this.list = document.createElement("ul");
    this.list.id = `${this.input.id}-list`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.frame.querySelector("label")?.textContent.trim() ?? "");
    this.list.hidden = true;
    this.input.setAttribute("aria-controls", this.list.id);
    const place = select.closest(".select") ?? select;
    place.after(this.input, this.list);
    place.hidden = true;
    select.required = false;
    this.takeChosen();
  }

  listen() {
    this.input.addEventListener("input", () => this.open());
    this.input.addEventListener("click", () => this.open(true));
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => this.leave());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const row = event.target.closest("[role=option]");
      if (row) this.choose(this.shown[[...this.list.children].indexOf(row)]);
    });
  }

  takeChosen() {
    const chosen = this.select.selectedOptions[0];
    this.input.value = chosen?.value ? chosen.text : "";
  }

  open(all = false) {
    const typed = all ? "" : plain(this.input.value);
    this.shown = this.options.filter((option) => plain(option.text).includes(typed));
    this.active = this.shown.length && typed ? 0 : -1;
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.draw();
  }

  draw() {
    this.list.replaceChildren(...this.shown.map((option, index) => this.row(option, index)));
    if (!this.shown.length) this.list.append(this.noneFound());
    const active = this.list.children[this.active];
    if (this.active >= 0 && this.shown.length) {
      this.input.setAttribute("aria-activedescendant", active.id);
      active.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  row(option, index) {
    const row = document.createElement("li");
    row.id = `${this.list.id}-${index}`;
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", String(index === this.active));
    row.textContent = option.text;
    return row;
  }

  noneFound() {
    const row = document.createElement("li");
    row.className = "combobox-none";
    row.setAttribute("role", "option");
    row.setAttribute("aria-disabled", "true");
    row.textContent = this.frame.dataset.noneFound;
    return row;
  }

  press(event) {
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves) {
      event.preventDefault();
      if (this.list.hidden) this.open(true);
      this.active = Math.max(0, Math.min(this.shown.length - 1, this.active + moves[event.key]));
      this.draw();
    } else if (event.key === "Enter" && !this.list.hidden) {
      event.preventDefault();
      if (this.shown[this.active]) this.choose(this.shown[this.active]);
    } else if (event.key === "Escape" && !this.list.hidden) {
      this.close();
      this.takeChosen();
    }
  }

  choose(option) {
    this.select.value = option.value;
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
    this.takeChosen();
    this.close();
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  leave() {
    const typed = plain(this.input.value);
    const exact = this.options.filter((option) => plain(option.text) === typed);
    if (!typed) this.select.value = "";
    else if (exact.length === 1) this.select.value = exact[0].value;
    else if (this.shown.length === 1 && !this.list.hidden) this.select.value = this.shown[0].value;
    this.takeChosen();
    this.close();
  }
}

export function enhanceComboboxes(root) {
  for (const frame of root.querySelectorAll("[data-combobox]:not([data-ready])")) {
    if (!frame.querySelector("select")) continue;
    frame.dataset.ready = "yes";
    new Combobox(frame);
  }
}
