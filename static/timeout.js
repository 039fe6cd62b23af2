/* Warns two minutes before the session ends. An open tab is not activity; a saved text is, and so is the button.
   Other tabs of this person tell each other (BroadcastChannel keeps nothing). It never asks the server by itself. */

const WARN_MS = 2 * 60 * 1000;

const dialog = document.querySelector("dialog[data-timeout]");
const line = document.querySelector("[data-signed-out-at]");
const tabs = "BroadcastChannel" in globalThis ? new BroadcastChannel("waymark-active") : null;

let endsAt = 0;
let warning = 0;
let ending = 0;

/* The session lasts its whole length again, counted from now. */
function restart() {
  endsAt = Date.now() + Number(dialog.dataset.expires) * 1000;
  schedule();
  const time = new Date(endsAt).toLocaleTimeString(document.documentElement.lang, { hour: "numeric", minute: "2-digit" });
  if (line) line.textContent = line.dataset.say.replace("{time}", time);
  if (dialog.open) dialog.close();
}

function schedule() {
  clearTimeout(warning);
  clearTimeout(ending);
  warning = setTimeout(() => { if (!dialog.open) dialog.showModal(); }, Math.max(endsAt - WARN_MS - Date.now(), 0));
  ending = setTimeout(end, Math.max(endsAt - Date.now(), 0));
}

/* Typed text that never reached the server must not be thrown away by leaving the page. */
function holdsTypedText() {
  const typed = "textarea:not([readonly]), input:is([type=text], [type=email], [type=date], [type=time], [type=number])";
  return [...document.querySelectorAll(typed)].some((box) => box.value !== box.defaultValue && box.dataset.autosave === undefined)
    || document.querySelector("[data-state]:not([data-kind=saved], [data-kind=two])[data-kind]") !== null;
}

function end() {
  if (!holdsTypedText()) {
    location.replace(`${dialog.dataset.outUrl}?next=${encodeURIComponent(location.pathname)}`);
    return;
  }
  const link = document.createElement("a");
  link.href = dialog.dataset.againUrl;
  link.target = "_blank";
  link.rel = "noopener";
  link.textContent = dialog.dataset.linkEnded;
  dialog.querySelector("#timeout-words").textContent = dialog.dataset.sayEnded;
  dialog.querySelector("[data-stay]").replaceWith(link);
  if (!dialog.open) dialog.showModal();
}

async function stay() {
  try {
    const answer = await fetch(dialog.dataset.stayUrl, { redirect: "manual", credentials: "same-origin", cache: "no-store" });
    if (!answer.ok) return end();
    active();
  } catch {
    dialog.close(); // offline: the text stays on the page, and the clock goes on
  }
}

function active() {
  restart();
  tabs?.postMessage("active");
}

if (dialog) {
  dialog.querySelector("[data-stay]").addEventListener("click", stay);
  document.addEventListener("waymark:active", active);
  tabs?.addEventListener("message", restart);
  // A laptop that slept has missed its timers.
  document.addEventListener("visibilitychange", () => { if (!document.hidden) schedule(); });
  endsAt = Date.now() + Number(dialog.dataset.expires) * 1000;
  schedule();
  tabs?.postMessage("active"); // opening a page prolonged the session for the other tabs too
}
