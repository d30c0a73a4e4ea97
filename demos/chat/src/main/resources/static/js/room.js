const mostLines = 500;

/** A room or a private conversation, as far as this page knows it. */
export class Room {
  /** @param channel the room's name, or `{between: [a, b]}` */
  constructor(channel, me) {
    this.channel = channel;
    this.key = JSON.stringify(channel);
    this.isPrivate = typeof channel !== "string";
    this.title = this.isPrivate ? channel.between.find((name) => name !== me) : channel;
    this.me = me;
    this.members = new Set();
    /** What was said and who came and went, oldest first. */
    this.lines = [];
    /** What this page has said and not yet heard, by id. */
    this.pending = new Map();
    this.heard = new Set();
    this.readUpTo = Number(localStorage.getItem(this.#memory)) || 0;
  }

  /** Takes a message; false if it was here already. */
  add({ from, body: { id, text }, timestamp }) {
    if (this.heard.has(id)) {
      return false;
    }
    this.heard.add(id);
    this.pending.delete(id);
    this.note({ kind: "message", id, from, text, at: Date.parse(timestamp) });
    return true;
  }

  /** Takes any other line. */
  note(line) {
    this.lines.push(line);
    const [forgotten] = this.lines.length > mostLines ? this.lines.splice(0, 1) : [];
    this.heard.delete(forgotten?.id);
  }

  /** How many messages of others nobody has read in any window of this person. */
  get unread() {
    return this.lines.filter((line) => this.isUnread(line)).length;
  }

  isUnread({ kind, from, at }) {
    return kind === "message" && from !== this.me && at > this.readUpTo;
  }

  /** Everything up to a moment is read. */
  read(upTo) {
    if (upTo > this.readUpTo) {
      this.readUpTo = upTo;
      localStorage.setItem(this.#memory, upTo);
    }
  }

  /** Everything is read. */
  readAll() {
    this.read(Math.max(0, ...this.lines.map(({ at }) => at)));
  }

  get wasEverRead() {
    return this.readUpTo > 0;
  }

  get #memory() {
    return `read ${this.me} ${this.key}`;
  }
}
