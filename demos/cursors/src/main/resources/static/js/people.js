import { initialsOf } from "../guests/guests.js";

const settled = 900;

/** Who is at the board, for the eye as a list and for the ear as announcements. */
export class People {
  #list = document.querySelector("#people");
  #ear = document.querySelector("#announcements");
  #count = document.querySelector("#count");
  #byName = new Map();
  #timers = new Map();

  constructor(me) {
    this.me = me;
  }

  /** Shows these pointers' owners; one person may have several. */
  show(pointers) {
    const now = new Map(pointers.map((pointer) => [pointer.name, pointer]));
    for (const [name, item] of this.#byName) {
      if (!now.has(name)) {
        item.remove();
        this.#byName.delete(name);
        this.#say(`${name} went`);
      }
    }
    for (const [name, { hue }] of now) {
      if (!this.#byName.has(name)) {
        this.#byName.set(name, this.#item(name));
        this.#list.append(this.#byName.get(name));
        if (name !== this.me) {
          this.#say(`${name} came`);
        }
      }
      this.#byName.get(name).firstChild.style.setProperty("--hue", hue);
    }
    this.#count.textContent = now.size === 1 ? "Only you are here" : `${now.size} people are here`;
  }

  /** Announces what somebody says once it is finished. */
  heard(name, text) {
    clearTimeout(this.#timers.get(name));
    if (text !== "") {
      this.#timers.set(name, setTimeout(() => this.#say(`${name} says: ${text}`), settled));
    }
  }

  #say(text) {
    const line = document.createElement("p");
    line.textContent = text;
    this.#ear.append(line);
    setTimeout(() => line.remove(), 10_000);
  }

  #item(name) {
    const item = document.createElement("li");
    const avatar = document.createElement("span");
    avatar.className = "avatar tinted";
    avatar.textContent = initialsOf(name);
    avatar.ariaHidden = "true";
    const label = document.createElement("span");
    label.className = "label";
    label.textContent = name === this.me ? `${name} (you)` : name;
    item.append(avatar, label);
    return item;
  }
}
