import { avatar, element, show, tint } from "./elements.js";

const together = 5 * 60_000;
const clock = new Intl.DateTimeFormat([], { hour: "numeric", minute: "2-digit" });

/** What is said in the room that is looked at. */
export class Log {
  #scroll = document.querySelector("#scroll");
  #messages = document.querySelector("#messages");
  #pending = document.querySelector("#pending");
  #elements = new Map();
  #room = null;
  #firstUnread = null;

  /** @param again asked to send a message once more */
  constructor(again) {
    this.again = again;
  }

  show(room) {
    const isNew = room !== this.#room;
    const wasAtEnd = this.#scroll.scrollHeight - this.#scroll.scrollTop - this.#scroll.clientHeight < 80;
    if (isNew) {
      this.#room = room;
      this.#elements.clear();
      this.#firstUnread = room.lines.find((line) => room.isUnread(line)) ?? null;
      // Somebody who listens hears what is said from now on, not what was said before.
      this.#messages.setAttribute("aria-live", "off");
    }
    show(this.#messages, this.#lines(room));
    show(this.#pending, [...room.pending.values()].map((message) => this.#waiting(room, message)));
    if (isNew || wasAtEnd) {
      this.#scroll.scrollTop = this.#scroll.scrollHeight;
    }
    if (isNew) {
      requestAnimationFrame(() => this.#messages.setAttribute("aria-live", "polite"));
    }
  }

  #lines(room) {
    return room.lines.flatMap((line, i) => {
      if (!this.#elements.has(line)) {
        this.#elements.set(line, this.#line(line, room.lines[i - 1]));
      }
      const made = this.#elements.get(line);
      return line === this.#firstUnread ? [this.#divider(), made] : [made];
    });
  }

  #line(line, before) {
    if (line.kind !== "message") {
      return element("li", { class: line.kind }, line.text);
    }
    const isMine = line.from === this.#room.me;
    const goesOn =
      before?.kind === "message" && before.from === line.from && line.at - before.at < together && line !== this.#firstUnread;
    const time = element("time", { datetime: new Date(line.at).toISOString() }, clock.format(line.at));
    const head = element("span", { class: "head" }, element("strong", {}, line.from), time);
    const text = element("span", { class: "text" }, line.text);
    const classes = `message${goesOn ? " more" : ""}${isMine ? " mine" : ""}`;
    return tint(element("li", { class: classes }, avatar(line.from), head, text), line.from);
  }

  #waiting(room, message) {
    const again = message.problem
      ? element("button", { type: "button", class: "quiet", click: () => this.again(room, message) }, "Send again")
      : "";
    const state = message.problem ? `Not sent: ${message.problem}` : "On its way …";
    return element(
      "li",
      { class: "message mine waiting" },
      element("span", { class: "text" }, message.text),
      element("span", { class: "state" }, state, again),
    );
  }

  #divider() {
    this.#elements.has("new") || this.#elements.set("new", element("li", { class: "new" }, element("span", {}, "New")));
    return this.#elements.get("new");
  }
}
