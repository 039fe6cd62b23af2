/* Leave quickly: blank the page first, then go; the entry in the history is replaced, so Back does not return here.
   Without this file the link still works. Shift pressed three times alone within five seconds does the same. */

const WITHIN_MS = 5000;

const link = document.querySelector("a[data-leave]");

function leave(event) {
  event?.preventDefault();
  document.dispatchEvent(new CustomEvent("waymark:leave")); // a text not saved yet is sent on its way
  document.documentElement.classList.add("left");
  document.title = "Loading";
  location.replace(link.href);
}

function watchShift() {
  let presses = 0;
  let since = 0;
  let alone = false;
  document.addEventListener("keydown", (event) => { alone = event.key === "Shift"; if (!alone) presses = 0; }, true);
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !alone) return;
    if (event.timeStamp - since > WITHIN_MS) presses = 0;
    if (presses === 0) since = event.timeStamp;
    presses += 1;
    if (presses === 3) leave();
  }, true);
}

if (link) {
  link.addEventListener("click", leave);
  watchShift();
  // A page kept in memory for Back must ask the server again.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}
