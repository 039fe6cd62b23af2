/* Sends a kept text again with the token of now: signing in, in another tab, has changed it. Without this file the first
   try answers with a page that has the new token, and the second one is taken. Nothing is sent by itself. */

const form = document.querySelector("form[data-again]");
const frame = document.querySelector("[data-token-url]");

async function freshToken() {
  const answer = await fetch(frame.dataset.tokenUrl, {
    headers: { Accept: "application/json" },
    redirect: "manual",
    credentials: "same-origin",
  });
  return answer.ok ? (await answer.json()).token : null;
}

let asked = false;
form?.addEventListener("submit", async (event) => {
  if (asked) return;
  event.preventDefault();
  const token = await freshToken().catch(() => null);
  if (token) form.elements.namedItem("csrfmiddlewaretoken").value = token;
  asked = true;
  form.requestSubmit();
});
