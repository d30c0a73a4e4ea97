import { avatar, element, show } from "./elements.js";

/** The lists of rooms and conversations, and of who is here. */
export class Side {
  #rooms = document.querySelector("#rooms");
  #conversations = document.querySelector("#conversations");
  #members = document.querySelector("#members");
  #buttons = new Map();
  #people = new Map();

  /** @param choose told the chosen room; @param talkTo told the chosen person */
  constructor(me, choose, talkTo) {
    this.me = me;
    this.choose = choose;
    this.talkTo = talkTo;
  }

  show(rooms, current) {
    const items = (kind) => rooms.filter(kind).map((room) => this.#item(room, room === current));
    show(this.#rooms, items(({ isPrivate }) => !isPrivate));
    show(this.#conversations, items(({ isPrivate }) => isPrivate));
    const others = [...current.members].filter((name) => name !== this.me).sort((a, b) => a.localeCompare(b));
    const here = current.members.has(this.me) ? [this.me, ...others] : others;
    show(
      this.#members,
      here.map((name) => this.#person(name)),
    );
  }

  #item(room, isCurrent) {
    if (!this.#buttons.has(room)) {
      const badge = element("b", { class: "badge" });
      const label = element("span", { class: "label" }, room.title);
      const mark = room.isPrivate ? avatar(room.title) : element("span", { class: "mark", "aria-hidden": "true" }, "#");
      const button = element("button", { type: "button", click: () => this.choose(room) }, mark, label, badge);
      this.#buttons.set(room, { item: element("li", {}, button), button, badge });
    }
    const { item, button, badge } = this.#buttons.get(room);
    const { unread } = room;
    button.toggleAttribute("aria-current", isCurrent);
    button.classList.toggle("unread", unread > 0);
    button.classList.toggle("here", room.isPrivate && room.members.has(room.title));
    badge.hidden = unread === 0;
    badge.replaceChildren(String(unread), element("span", { class: "unseen" }, " unread"));
    return item;
  }

  #person(name) {
    if (!this.#people.has(name)) {
      const inside =
        name === this.me
          ? element("span", { class: "person" }, avatar(name), element("span", { class: "label" }, name), element("i", {}, "you"))
          : element(
              "button",
              { type: "button", class: "person", title: `Talk to ${name} alone`, click: () => this.talkTo(name) },
              avatar(name),
              element("span", { class: "label" }, name),
            );
      this.#people.set(name, element("li", {}, inside));
    }
    return this.#people.get(name);
  }
}
