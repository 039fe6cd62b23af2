/* Saves a long text while it is typed. The page works without this file: the same form posts the same fields.
   The text lives on the page and on the server; nothing is ever put into the browser's storage.

   Markup (templates/components/prompt_field.html):
     <form data-token-url data-signin-url> … <textarea name="text" data-autosave="URL"> <input name="version"> <p role="status" data-state>
   Server (POST of text, version and page, answers in JSON):
     200 {version, time}        saved
     400 {errors: {text: []}}   refused, the sentences are shown above the box
     401, or a redirect         signed out
     403                        the token changed: ask data-token-url for {token} once, then post again
     404                        this is not the draft of the person signed in now
     409 {compare, version}     somebody wrote in another place; the server has kept this text as a second one
     409 without compare        closed for writing
   After a 409 the old version is sent on with every further text, so that the second text follows the typing
   and the first is never overwritten. All wording stands in data-attributes of the state line. */

const IDLE_MS = 2000; // after the last key
const RETRY_MAX_MS = 30000;
const SIGNED_OUT_RETRY_MS = 15000;
const KEEPALIVE_BYTES = 60000; // browsers allow 64 KiB for requests that outlive the page

class Draft {
  constructor(box) {
    this.box = box;
    this.form = box.form;
    this.state = this.form.querySelector("[data-state]");
    this.words = this.state.querySelector("[data-words]") || this.state;
    this.complaint = this.form.querySelector("[data-field-error]");
    this.version = this.form.elements.namedItem("version");
    this.page = this.form.elements.namedItem("page");
    this.saved = box.defaultValue;
    this.pause = IDLE_MS;
    this.timer = 0;
    this.sending = null; // the text under way
    this.submitted = false; // the form itself carries the text
    this.unasked = false; // go without the browser's question
  }

  get dirty() {
    return this.box.value !== this.saved;
  }

  start() {
    this.box.addEventListener("input", () => this.typed());
    this.form.addEventListener("submit", () => { this.submitted = true; clearTimeout(this.timer); });
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
    this.state.querySelector("a")?.remove();
    if (!link) return;
    const anchor = document.createElement("a");
    anchor.href = link;
    anchor.textContent = this.state.getAttribute(`data-link-${kind}`) || link;
    anchor.target = "_blank";
    anchor.rel = "noopener";
    this.state.append(anchor);
  }

  later(ms) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), ms);
  }

  typed() {
    if (this.is("offline", "trying", "out", "other", "two", "closed")) {
      if (this.is("two")) this.later(IDLE_MS);
      else if (!this.timer) this.later(this.pause);
      return;
    }
    if (this.dirty) this.say("waiting");
    this.later(IDLE_MS);
  }

  async save(mayRenew = true) {
    if (this.sending !== null || this.submitted || !this.dirty) return;
    clearTimeout(this.timer);
    this.timer = 0;
    const text = this.box.value;
    this.sending = text;
    if (!this.is("out", "other", "two", "offline", "trying")) this.say("saving");
    try {
      const answer = await this.post(text);
      await this.hear(answer, text, mayRenew);
    } catch {
      this.unreached();
    } finally {
      this.sending = null;
    }
    if (this.dirty && this.is("saved", "two")) this.later(document.hidden ? 0 : IDLE_MS);
  }

  /* The page is going away: nobody will hear the answer, so the text is sent even while another is under way.
     Should the two meet, the server keeps both. */
  flush() {
    const text = this.box.value;
    if (this.submitted || !this.dirty || this.sending === text) return;
    this.sending = text;
    this.post(text).catch(() => {});
  }

  post(text) {
    const body = new URLSearchParams({ text, version: this.version.value, page: this.page?.value ?? "" });
    return fetch(this.box.dataset.autosave, {
      method: "POST",
      body,
      redirect: "manual",
      credentials: "same-origin",
      keepalive: body.toString().length < KEEPALIVE_BYTES,
      headers: { Accept: "application/json", "X-CSRFToken": this.form.elements.namedItem("csrfmiddlewaretoken").value },
    });
  }

  async hear(answer, text, mayRenew) {
    const isJson = (answer.headers.get("Content-Type") || "").includes("json");
    const data = isJson ? await answer.json() : {};
    if (answer.ok && isJson) return this.accepted(text, data);
    if (answer.status === 400 && data.errors) return this.refused(data.errors);
    if (answer.status === 409 && data.compare) {
      this.saved = text;
      return this.say("two", {}, data.compare);
    }
    if (answer.status === 409) return this.say("closed");
    if (answer.status === 404) return this.say("other");
    if (answer.status === 403 && mayRenew && (await this.renewToken())) {
      return this.hear(await this.post(text), text, false);
    }
    if (answer.status === 401 || answer.status === 403 || answer.type === "opaqueredirect") {
      this.say("out", {}, this.form.dataset.signinUrl);
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
    this.complaint.closest("[data-write]")?.classList.toggle("wrong", sentences.length > 0);
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
    const answer = await fetch(this.form.dataset.tokenUrl, {
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

for (const box of document.querySelectorAll("textarea[data-autosave]")) new Draft(box).start();
