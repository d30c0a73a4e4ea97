import type { Cancel } from "../clock.js";

interface Waiting {
  readonly text: string;
  readonly sent: () => void;
}

/** Messages that wait for a connection, bounded by count and by characters. */
export class Outbox {
  private waiting = new Set<Waiting>();
  private characters = 0;

  constructor(
    private readonly maxMessages: number,
    private readonly maxCharacters: number,
  ) {}

  /** Keeps a message until {@link drain}; null if there is no room, else a function that takes it back. */
  add(text: string, sent: () => void): Cancel | null {
    if (this.waiting.size >= this.maxMessages || this.characters + text.length > this.maxCharacters) {
      return null;
    }
    const entry = { text, sent };
    this.waiting.add(entry);
    this.characters += text.length;
    return () => this.remove(entry);
  }

  /** Sends all that waits, oldest first. */
  drain(send: (text: string) => void): void {
    for (const entry of this.waiting) {
      this.remove(entry);
      send(entry.text);
      entry.sent();
    }
  }

  /** Forgets all that waits. */
  clear(): void {
    this.waiting.clear();
    this.characters = 0;
  }

  private remove(entry: Waiting): void {
    if (this.waiting.delete(entry)) {
      this.characters -= entry.text.length;
    }
  }
}
