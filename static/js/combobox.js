// Turns a native select into a field one can type in (the ARIA combobox pattern). Letters match without their marks:
// "skofja" finds Škofja Loka, "murz" Mürzzuschlag. The select stays in the form and carries the answer.
// A long list (data-source) is fetched when somebody comes to the field; what is typed meanwhile waits for it.
const plain = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss").replaceAll("đ", "d").replaceAll("ø", "o").trim();

// "kra" means Kranj before Hrpelje-Kozina, whose region is Obalno-kraška.
const nearness = (text, typed) => (text.startsWith(typed) ? 0 : text.split(/[\s-]/).some((word) => word.startsWith(typed)) ? 1 : 2);

class Combobox {
  constructor(frame) {
    this.frame = frame;
    this.select = frame.querySelector("select");
    this.source = frame.dataset.source;
    this.isReady = !this.source;
    this.takeOptions();
    this.active = -1;
    this.shown = [];
    this.build();
    this.listen();
    if (this.select.dataset.wanted) this.whenReady(() => this.takeWanted());
  }

  takeOptions() {
    this.options = [...this.select.options].filter((option) => option.value !== "");
  }

  takeWanted() {
    if (!this.select.value) this.select.value = this.select.dataset.wanted;
    this.takeChosen();
  }

  // Acts now if the list is here, otherwise once it is, in the order of asking.
  whenReady(act) {
    if (this.isReady) return act();
    this.loading ??= this.load();
    return this.loading.then(() => this.isReady && act());
  }

  async load() {
    try {
      const answer = await fetch(this.source);
      if (!answer.ok) throw new Error(answer.statusText);
      this.takeFetched(await answer.json());
      this.isReady = true;
    } catch {
      this.loading = undefined;
      this.frame.querySelector(".combobox-whole")?.classList.add("is-needed");
      if (document.activeElement !== this.input) this.close();
      else if (!this.list.hidden) this.list.replaceChildren(this.remark(this.frame.dataset.failed));
    }
  }

  // The fetched options stand after the empty one; those that only this form knows stay last.
  takeFetched(rows) {
    const chosen = this.select.value;
    const present = new Map([...this.select.options].map((option) => [option.value, option]));
    const fetched = rows.map(([value, text]) => {
      present.get(value)?.remove();
      return new Option(text, value);
    });
    this.select.options[0].after(...fetched);
    this.select.value = chosen;
    this.takeOptions();
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
    this.input.addEventListener("focus", () => this.whenReady(() => {}));
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
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    if (!this.isReady) this.list.replaceChildren(this.remark(this.frame.dataset.loading));
    this.whenReady(() => this.find(all));
  }

  find(all) {
    if (this.list.hidden) return;
    const typed = all ? "" : plain(this.input.value);
    const rank = (option) => nearness(plain(option.text), typed);
    const found = this.options.filter((option) => plain(option.text).includes(typed));
    this.shown = found.sort((one, other) => rank(one) - rank(other)); // alike ones keep their order
    this.active = this.shown.length && typed ? 0 : -1;
    this.draw();
  }

  draw() {
    this.list.replaceChildren(...this.shown.map((option, index) => this.row(option, index)));
    if (!this.shown.length) this.list.append(this.remark(this.frame.dataset.noneFound));
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

  remark(text) {
    const row = document.createElement("li");
    row.className = "combobox-none";
    row.setAttribute("role", "option");
    row.setAttribute("aria-disabled", "true");
    row.textContent = text;
    return row;
  }

  press(event) {
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves) {
      event.preventDefault();
      if (this.list.hidden) this.open(true);
      this.whenReady(() => this.move(moves[event.key]));
    } else if (event.key === "Enter" && !this.list.hidden) {
      event.preventDefault();
      this.whenReady(() => this.shown[this.active] && this.choose(this.shown[this.active]));
    } else if (event.key === "Escape" && !this.list.hidden) {
      this.close();
      this.takeChosen();
    }
  }

  move(by) {
    this.active = Math.max(0, Math.min(this.shown.length - 1, this.active + by));
    this.draw();
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
    if (this.input.value) this.whenReady(() => this.takeTyped());
    else this.takeTyped();
  }

  takeTyped() {
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
