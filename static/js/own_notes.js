// Offers to highlight the passage one has chosen; a passage lies in one block, and is sent with what stands around it.
const context = 64; // letters before and after

export function offerHighlights() {
  const bar = document.querySelector("[data-selection-bar]");
  if (!bar) return;
  let timer;
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = setTimeout(() => show(bar, chosenPassage()), 250);
  });
  // A press would take the choice away, and with it the bar.
  bar.addEventListener("pointerdown", (event) => event.preventDefault());
}

function show(bar, passage) {
  bar.hidden = !passage;
  if (passage) Object.entries(passage).forEach(([name, value]) => (bar.elements[name].value = value));
}

function chosenPassage() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0).cloneRange();
  const block = blockOf(range.startContainer);
  if (!block || !range.toString().trim()) return null;
  if (blockOf(range.endContainer) !== block) range.setEndAfter(block.lastChild); // as when three clicks choose a paragraph
  const before = document.createRange();
  before.selectNodeContents(block);
  before.setEnd(range.startContainer, range.startOffset);
  const after = document.createRange();
  after.selectNodeContents(block);
  after.setStart(range.endContainer, range.endOffset);
  return {
    block: block.id,
    exact: range.toString(),
    prefix: before.toString().slice(-context),
    suffix: after.toString().slice(0, context),
  };
}

function blockOf(node) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  return element?.closest(".reading .prose .block[id]");
}
