/* Saves what is typed while it is typed. The page works without this file: the same form posts the same fields.
   The text lives on the page and on the server; nothing is ever put into the browser's storage.

   Markup (templates/components/prompt_field.html, kept_box.html): one of these for each box, any number on a page
     <main data-token-url data-signin-url> … <div data-write>
       <textarea data-autosave="URL" data-with="place=…"> <input data-version> <input data-page> <p role="status" data-state>
   Server (POST of text, version, page and what data-with says, answers in JSON; page is sent as its id, ".", and
   a number that grows with each save, so that a save which arrives late takes no later one's place):
     200 {version, time}        saved
     400, 413 {errors: {text: []}}   refused, the sentences are shown above the box
     401, or a redirect         signed out
     403                        the token changed: ask data-token-url for {token} once, then post again
     404                        this is not the draft of the person signed in now
     409 {compare, version}     somebody wrote in another place; the server has kept this text as a second one
     409 without compare        closed for writing
   After a 409 the old version is sent on with every further text, so that the second text follows the typing
   and the first is never overwritten. All wording stands in data-attributes of the state line. */

const IDLE_MS = 2000; // after the last key
const LONGEST_MS = 3500; // somebody who types without a pause is not kept waiting
const RETRY_MAX_MS = 4000; // so that no more than the last seconds are at stake once the server is back
const SIGNED_OUT_RETRY_MS = 15000;
const ANSWER_MS = 20000; // a server that is silent for longer is one that does not answer
const SUBMIT_MS = 4000; // how long a form, or a page that opens, waits for the save under way
const KEEPALIVE_BYTES = 60000; // browsers allow 64 KiB for requests that outlive the page

const atMost = (promise) => Promise.race([promise, new Promise((resolve) => { setTimeout(resolve, SUBMIT_MS); })]);
const drafts = [];
const frame = document.querySelector("[data-token-url]");

class Draft {
  constructor(box) {
    this.box = box;
    this.form = box.form;
    this.place = box.closest("[data-write]");
    this.state = this.place.querySelector("[data-state]");
    this.words = this.state.querySelector("[data-words]") || this.state;
    this.complaint = this.place.querySelector("[data-field-error]");
    this.version = this.place.querySelector("[data-version]");
    this.page = this.place.querySelector("[data-page]");
    this.nth = 0; // of the save that began last
    this.saved = box.defaultValue;
    this.pause = IDLE_MS;
    this.timer = 0;
    this.since = 0; // when the first key came that is not saved
    this.sending = null; // the text under way
    this.answered = Promise.resolve();
    this.submitted = false; // the form itself carries the text
    this.unasked = false; // go without the browser's question
  }

  get dirty() {
    return this.box.value !== this.saved;
  }

  start() {
    this.box.addEventListener("input", () => this.typed());
    addEventListener("online", () => this.later(200));
    addEventListener("focus", () => { if (this.is("out", "other")) this.later(200); });
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.save(); });
    addEventListener("pagehide", () => this.flush());
    addEventListener("pageshow", () => { this.submitted = this.unasked = false; });
    document.addEventListener("waymark:leave", () => { this.unasked = true; this.flush(); });
    addEventListener("beforeunload", (event) => {
      if (this.dirty && !this.submitted && !this.unasked) event.preventDefault();
    });
    // Browsers put typed text back when one goes Back: such a text counts as not saved.
    if (this.dirty) this.typed();
  }

  is(...kinds) {
    return kinds.includes(this.state.dataset.kind);
  }

  /* One live region, and only real changes are said. */
  say(kind, fill = {}, link = null) {
    this.state.dataset.kind = kind;
    let sentence = this.state.getAttribute(`data-say-${kind}`) || "";
    for (const [name, value] of Object.entries(fill)) sentence = sentence.replace(`{${name}}`, value);
    if (this.words.textContent !== sentence) this.words.textContent = sentence;
    const before = this.state.querySelector("a");
    if (link && before?.getAttribute("href") === link) return; // whoever stands on it stays there
    before?.remove();
    if (!link) return;
    const anchor = document.createElement("a");
    anchor.href = link;
    anchor.textContent = this.state.getAttribute(`data-link-${kind}`) || link;
    anchor.target = "_blank";
    anchor.rel = "noopener";
    anchor.addEventListener("click", (event) => {
      if (kind !== "two" || !this.dirty) return;
      event.preventDefault();
      this.openSaved(link);
    });
    this.state.append(anchor);
  }

  later(ms) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), ms);
  }

  typed() {
    if (this.is("offline", "trying", "out", "other", "closed")) {
      if (!this.timer) this.later(this.pause);
      return;
    }
    if (this.dirty && !this.is("two")) this.say("waiting");
    this.since ||= Date.now();
    this.later(Math.min(IDLE_MS, Math.max(0, this.since + LONGEST_MS - Date.now())));
  }

  /* The form is sent, or what is in it discarded: nothing is saved beside it any more. */
  submit() {
    this.submitted = true;
    this.page.value = this.named();
    clearTimeout(this.timer);
  }

  /* The clock, because a page that the browser puts back together later counts on from where it was. */
  named() {
    this.nth = Math.max(this.nth + 1, Date.now());
    return `${this.page.value.split(".")[0]}.${this.nth}`;
  }

  async save(mayRenew = true) {
    if (this.sending !== null || this.submitted || !this.dirty) return;
    clearTimeout(this.timer);
    this.timer = 0;
    this.since = 0;
    const text = this.box.value;
    const page = this.named();
    this.sending = text;
    if (!this.is("out", "other", "two", "offline", "trying")) this.say("saving");
    this.answered = this.post(text, page, AbortSignal.timeout(ANSWER_MS))
      .then((answer) => this.hear(answer, text, page, mayRenew))
      .catch(() => this.unreached())
      .finally(() => { this.sending = null; });
    await this.answered;
    if (!this.dirty || !this.is("saved", "two")) return;
    if (document.hidden) this.later(0);
    else this.typed();
  }

  /* The page of both texts shows the last words too: they are on the server before it opens. */
  async openSaved(link) {
    await atMost(this.answered.then(() => this.save()));
    open(link, "_blank", "noopener");
  }

  /* The page is going away: nobody will hear the answer, so the text is sent even while another is under way.
     Should the two meet, the server keeps both. */
  flush() {
    const text = this.box.value;
    if (this.submitted || !this.dirty || this.sending === text) return;
    this.sending = text;
    this.post(text, this.named()).catch(() => {});
  }

  post(text, page, signal) {
    const body = new URLSearchParams(this.box.dataset.with);
    for (const [name, value] of Object.entries({ text, version: this.version.value, page })) body.set(name, value);
    return fetch(this.box.dataset.autosave, {
      method: "POST",
      body,
      signal,
      redirect: "manual",
      credentials: "same-origin",
      keepalive: body.toString().length < KEEPALIVE_BYTES,
      headers: { Accept: "application/json", "X-CSRFToken": this.form.elements.namedItem("csrfmiddlewaretoken").value },
    });
  }

  async hear(answer, text, page, mayRenew) {
    const isJson = (answer.headers.get("Content-Type") || "").includes("json");
    const data = isJson ? await answer.json() : {};
    if (answer.ok && isJson) return this.accepted(text, data);
    if ((answer.status === 400 || answer.status === 413) && data.errors) return this.refused(data.errors);
    if (answer.status === 409 && data.compare) {
      this.saved = text;
      return this.say("two", {}, data.compare);
    }
    if (answer.status === 409) return this.say("closed");
    if (answer.status === 404) return this.say("other");
    if (answer.status === 403 && mayRenew && (await this.renewToken())) {
      return this.hear(await this.post(text, page), text, page, false);
    }
    if (answer.status === 401 || answer.status === 403 || answer.type === "opaqueredirect") {
      this.say("out", {}, frame.dataset.signinUrl);
      return this.later(SIGNED_OUT_RETRY_MS);
    }
    throw new Error(String(answer.status));
  }

  accepted(text, data) {
    this.saved = text;
    this.version.value = data.version;
    this.pause = IDLE_MS;
    this.complain([]);
    this.say("saved", { time: data.time });
    document.dispatchEvent(new CustomEvent("waymark:active"));
  }

  refused(errors) {
    this.complain(Object.values(errors).flat());
    this.say("refused");
  }

  complain(sentences) {
    if (!this.complaint) return;
    this.complaint.replaceChildren(...sentences.map((sentence) => {
      const line = document.createElement("p");
      line.className = "field-error";
      line.textContent = sentence;
      return line;
    }));
    this.place.classList.toggle("wrong", sentences.length > 0);
    if (sentences.length) this.box.setAttribute("aria-invalid", "true");
    else this.box.removeAttribute("aria-invalid");
  }

  unreached() {
    this.pause = Math.min(this.pause * 2, RETRY_MAX_MS);
    this.say(navigator.onLine ? "trying" : "offline");
    this.later(this.pause);
  }

  /* Signing in again, in another tab, gives the session a new token. */
  async renewToken() {
    const answer = await fetch(frame.dataset.tokenUrl, {
      headers: { Accept: "application/json" },
      redirect: "manual",
      credentials: "same-origin",
    });
    if (!answer.ok) return false;
    const token = (await answer.json()).token;
    for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = token;
    return true;
  }
}

/* A save that is under way ends before its form is sent: should it arrive later, it would keep as not sent what was sent. */
async function sendAfter(form, mine, submitter) {
  await atMost(Promise.all(mine.map((draft) => draft.answered)));
  form.requestSubmit(submitter);
}

document.addEventListener("submit", (event) => {
  const of = event.submitter?.dataset.discards; // "" for everything on the page
  const goes = of ? (draft) => draft.box.dataset.with?.startsWith(`${of}&`) : () => of === "";
  const mine = drafts.filter((draft) => draft.form === event.target || goes(draft));
  const waits = mine.some((draft) => draft.sending !== null) && !mine.some((draft) => draft.submitted);
  for (const draft of mine) draft.submit();
  if (!waits) return;
  event.preventDefault();
  sendAfter(event.target, mine, event.submitter);
});

for (const box of document.querySelectorAll("[data-autosave]")) {
  drafts.push(new Draft(box));
  drafts.at(-1).start();
}
