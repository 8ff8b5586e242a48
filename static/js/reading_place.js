// Knows which block one reads: the links to other languages lead to the same block, and for people who are signed in the place
// is kept on the server. That is sent beside the page, since opening a page changes nothing.
const settling = 1000; // milliseconds on one block; what only passes by is not read
const sendingPause = 3000;
const line = 28; // pixels below the tools: a block that ends above it is read; one that a link leads to begins below it

export function keepReadingPlace() {
  const head = document.querySelector(".reading-head");
  const blocks = [...document.querySelectorAll(".reading .prose .block[id]")];
  if (!head || !blocks.length) return;
  const tell = teller(document.querySelector("[data-reading-place]"));
  const links = document.querySelectorAll(".language-switch a, .reading-language a");
  const seen = new Set();
  let settled = blocks.find((block) => `#${block.id}` === location.hash)?.id ?? "";
  let hasMoved = !settled; // who came to a block is there until they move, though fonts and pictures may still shift it
  let timer;

  const point = (id) => links.forEach((link) => (link.hash = id));
  // Whoever goes up to switch the language wants to go on where they were: the head is no place.
  const follow = () => {
    const id = seen.has(head) ? "" : (blocks.find((block) => seen.has(block))?.id ?? settled);
    clearTimeout(timer);
    if (!hasMoved) return point(settled);
    point(id || settled);
    if (id) timer = setTimeout(() => tell((settled = id)), settling);
  };
  const bar = document.querySelector(".reading-tools")?.offsetHeight ?? 0;
  const watcher = new IntersectionObserver(
    (entries) => {
      entries.forEach(({ target, isIntersecting }) => (isIntersecting ? seen.add(target) : seen.delete(target)));
      follow();
    },
    { rootMargin: `-${bar + line}px 0px 0px 0px` },
  );
  [head, ...blocks].forEach((part) => watcher.observe(part));
  for (const gesture of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    addEventListener(gesture, () => (hasMoved = true), { once: true, passive: true });
  }
  tell(settled);
}

// Sends the first place at once, later ones after a pause or when the page is left.
function teller(mark) {
  if (!mark || !navigator.sendBeacon) return () => {};
  let waiting; // undefined before the first, null when all is sent
  let timer;
  const send = () => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting == null) return;
    const facts = new FormData();
    facts.set("csrf_token", mark.dataset.csrf);
    facts.set("block", waiting);
    navigator.sendBeacon(mark.dataset.readingPlace, facts);
    waiting = null;
  };
  document.addEventListener("visibilitychange", () => document.hidden && send());
  return (id) => {
    const isFirst = waiting === undefined;
    waiting = id;
    if (isFirst) send();
    else timer ??= setTimeout(send, sendingPause);
  };
}
