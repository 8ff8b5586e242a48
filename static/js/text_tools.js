// The tool bar above a text in Markdown: each tool says what is written in place of what is selected.
// The browser writes it as if it were typed, so that Ctrl+Z takes it back.
const MARKS = { bold: "**", italic: "*" };
const KEYS = { b: "bold", i: "italic", k: "link" };

// An edit: [from, to, text, start of the selection afterwards, its end]
function emphasise(area, mark) {
  const { value, selectionStart: start, selectionEnd: end } = area;
  const words = value.slice(start, end).trim();
  const from = start + (words ? value.slice(start, end).indexOf(words) : 0);
  const to = from + words.length;
  const stars = value.slice(0, from).match(/\**$/)[0].length;
  const isOn = mark === "**" ? stars >= 2 : stars % 2 === 1;
  if (isOn && value.startsWith(mark, to)) {
    const place = from - mark.length;
    return [place, to + mark.length, words, place, place + words.length];
  }
  return [from, to, mark + words + mark, from + mark.length, to + mark.length];
}

function link(area) {
  const { value, selectionStart: from, selectionEnd: to } = area;
  const words = value.slice(from, to);
  if (/^(https?:|mailto:)\S+$/.test(words)) return [from, to, `[](${words})`, from + 1, from + 1];
  const place = from + words.length + 3;
  return [from, to, `[${words}](https://)`, place, place + 8];
}

function lines(area) {
  const { value, selectionStart, selectionEnd } = area;
  const from = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const end = value.indexOf("\n", Math.max(selectionEnd - (selectionEnd > selectionStart), from));
  const to = end < 0 ? value.length : end;
  return [from, to, value.slice(from, to)];
}

function list(area, isNumbered) {
  const [from, to, text] = lines(area);
  const mark = isNumbered ? /^\d+[.)] +/ : /^[-*+] +/;
  const entries = text.split("\n");
  const isOn = entries.every((line) => !line.trim() || mark.test(line)) && text.trim();
  let number = 0;
  const written = entries.map((line) => {
    const words = line.replace(/^(\d+[.)]|[-*+]) +/, "");
    if (isOn || (!words && entries.length > 1)) return words;
    return (isNumbered ? `${(number += 1)}. ` : "- ") + words;
  });
  const result = written.join("\n");
  return [from, to, result, entries.length > 1 ? from : from + result.length, from + result.length];
}

function table(area, column) {
  const { value } = area;
  const [from, to, line] = lines(area);
  if (line.trimStart().startsWith("|")) {
    const rule = value.slice(to).match(/^\n\s*\|[\s:|-]+(?=\n|$)/);
    const place = to + (rule ? rule[0].length : 0);
    const columns = Math.max(1, line.trim().replace(/^\||\|$/g, "").split("|").length);
    return [place, place, `\n|${"   |".repeat(columns)}`, place + 3, place + 3];
  }
  const before = value.slice(0, to).trim() ? "\n\n" : "";
  const text = `${before}| ${column} 1 | ${column} 2 |\n| --- | --- |\n|   |   |`;
  const place = (line ? to : from) + before.length + 2;
  return [line ? to : from, to, text, place, place + column.length + 2];
}

function write(area, [from, to, text, start, end]) {
  area.focus();
  area.setSelectionRange(from, to);
  if (!document.execCommand("insertText", false, text)) {
    area.setRangeText(text, from, to, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
  area.setSelectionRange(start, end);
}

function use(tool, area, bar) {
  if (tool in MARKS) write(area, emphasise(area, MARKS[tool]));
  else if (tool === "link") write(area, link(area));
  else if (tool === "table") write(area, table(area, bar.dataset.column));
  else write(area, list(area, tool === "numbers"));
}

function walk(event, buttons) {
  const at = buttons.indexOf(document.activeElement);
  const last = buttons.length - 1;
  const places = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at ? at - 1 : last, Home: 0, End: last };
  if (!(event.key in places)) return;
  event.preventDefault();
  buttons.forEach((button, number) => (button.tabIndex = number === places[event.key] ? 0 : -1));
  buttons[places[event.key]].focus();
}

function connect(bar) {
  const area = document.getElementById(bar.dataset.textTools);
  if (!area) return;
  const buttons = [...bar.querySelectorAll("[data-tool]")];
  area.before(bar);
  bar.hidden = false;
  bar.addEventListener("keydown", (event) => walk(event, buttons));
  bar.addEventListener("click", (event) => {
    const tool = event.target.closest("[data-tool]")?.dataset.tool;
    if (tool) use(tool, area, bar);
  });
  area.addEventListener("keydown", (event) => {
    const tool = KEYS[event.key.toLowerCase()];
    if (!tool || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    if (!bar.querySelector(`[data-tool="${tool}"]`)) return;
    event.preventDefault();
    use(tool, area, bar);
  });
}

export function showTextTools() {
  document.querySelectorAll("[data-text-tools]").forEach(connect);
}
