// Opening a page changes nothing on the server; so the place where somebody reads is sent beside it.
export function keepReadingPlace() {
  const mark = document.querySelector("[data-reading-place]");
  if (!mark || !navigator.sendBeacon) return;
  const facts = new FormData();
  facts.set("csrf_token", mark.dataset.csrf);
  navigator.sendBeacon(mark.dataset.readingPlace, facts);
}
