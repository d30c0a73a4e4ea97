import { Doorbell } from "./doorbell.js";
import { Room } from "./room.js";

const firstRooms = ["Lobby", "Tea kitchen", "Release day"];

/** All rooms and conversations of this page, and what is said in them. */
export class Talk extends EventTarget {
  #chat;
  #doorbell;
  #tab = crypto.getRandomValues(new Uint32Array(2)).join("");
  #sent = 0;

  constructor(snorky, me) {
    super();
    this.me = me;
    this.rooms = new Map();
    this.#chat = snorky.services.chat;
    this.#doorbell = new Doorbell(snorky.services.messaging, me, this.#tab, (from) => this.openWith(from));
    this.#listen();
  }

  /** Opens the rooms of last time. */
  start() {
    const channels = JSON.parse(localStorage.getItem(this.#memory) ?? "null") ?? firstRooms;
    window.addEventListener("storage", ({ key, newValue }) => {
      if (key === this.#memory) {
        JSON.parse(newValue ?? "[]").forEach((channel) => this.open(channel));
      }
    });
    return channels.map((channel) => this.open(channel))[0];
  }

  /** The room of a channel, entered if it is new. */
  open(channel) {
    const key = JSON.stringify(channel);
    if (!this.rooms.has(key)) {
      const room = new Room(channel, this.me);
      this.rooms.set(key, room);
      localStorage.setItem(this.#memory, JSON.stringify([...this.rooms.values()].map(({ channel }) => channel)));
      room.entered = this.#enter(room);
      this.#changed(room);
    }
    return this.rooms.get(key);
  }

  /** The conversation with somebody. */
  openWith(name) {
    return this.open({ between: [this.me, name].sort() });
  }

  /** Says something; it is pending until it comes back. */
  say(room, text) {
    this.#sent += 1;
    const message = { id: `${this.#tab}.${this.#sent}`, text };
    room.pending.set(message.id, message);
    this.#send(room, message);
  }

  /** Sends what was refused once more. */
  sayAgain(room, message) {
    this.#send(room, message);
  }

  /** Tells the other windows of this person that everything in a room has been read. */
  readAll(room) {
    if (room.unread > 0) {
      room.readAll();
      this.#chat.read({ channel: room.channel }).catch(() => {}); // they learn it from the next one
      this.#changed(room);
    }
  }

  async #enter(room) {
    try {
      // null: with everything the room keeps, and from then on without a gap.
      const { members } = await this.#chat.join({ channel: room.channel, position: null });
      room.members = new Set(members);
      if (!room.wasEverRead && !room.isPrivate) {
        room.readAll();
      }
    } catch (error) {
      if (error.code === "connection_lost") {
        await this.#enter(room);
        return;
      }
      room.note({ kind: "gap", text: `You are not in: ${error.message}`, at: Date.now() });
    }
    this.#changed(room);
  }

  async #send(room, message) {
    message.problem = undefined;
    this.#changed(room);
    await room.entered;
    if (room.isPrivate && !room.members.has(room.title)) {
      this.#doorbell.ring(room.title);
    }
    try {
      await this.#chat.send({ channel: room.channel, body: { id: message.id, text: message.text } });
    } catch (error) {
      // Whether a message whose answer was lost has arrived shows when the room is joined again.
      message.lost = error.code === "connection_lost";
      message.problem = message.lost ? undefined : error.message;
      this.#changed(room);
    }
  }

  #listen() {
    this.#chat.messageReceived.add((message) => {
      const room = this.#room(message);
      if (room?.add(message)) {
        this.#changed(room);
      }
    });
    this.#chat.presenceReceived.add(({ from, channel, status, timestamp }) => {
      const room = this.#room({ channel });
      if (room === undefined) {
        return;
      }
      room.members[status === "joined" ? "add" : "delete"](from);
      if (!room.isPrivate) {
        room.note({ kind: "presence", text: `${from} ${status}`, at: Date.parse(timestamp) });
      }
      this.#changed(room);
    });
    this.#chat.readReceived.add(({ channel, timestamp }) => {
      const room = this.#room({ channel });
      room?.read(Date.parse(timestamp));
      this.#changed(room);
    });
    this.#chat.reconnected.add(({ rooms, gaps, failed }) => {
      for (const { channel, members } of rooms) {
        const room = this.#room({ channel });
        room.members = new Set(members);
        for (const message of [...room.pending.values()].filter(({ lost }) => lost)) {
          message.lost = false;
          this.#send(room, message);
        }
        this.#changed(room);
      }
      gaps.forEach((channel) => this.#note(channel, "Something may be missing here"));
      failed.forEach(({ channel, error }) => this.#note(channel, `You are not in: ${error.message}`));
    });
  }

  #note(channel, text) {
    const room = this.#room({ channel });
    room.note({ kind: "gap", text, at: Date.now() });
    this.#changed(room);
  }

  #room({ channel }) {
    return this.rooms.get(JSON.stringify(channel));
  }

  #changed(room) {
    this.dispatchEvent(new CustomEvent("change", { detail: room }));
  }

  get #memory() {
    return `rooms ${this.me}`;
  }
}
