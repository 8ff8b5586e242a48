// Says something politely: at most one message in five seconds, the last one wins.
const pause = 5000;
let last = 0;
let waiting;

export function say(message) {
  const region = document.querySelector("[data-live]");
  if (!region || !message) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    last = Date.now();
    region.textContent = message;
  }, Math.max(0, last + pause - Date.now()));
}
