import { deleted, inserted, type Task, updated } from "./live-world.js";

/** One committed change: the row before and after, and when it was. */
export interface Change {
  readonly id: number;
  readonly stamp: number;
  readonly before: Task | null;
  readonly after: Task | null;
}

/** A change in its place in the server's log. */
export interface LogEntry extends Change {
  readonly position: number;
}

/** The delta of a change, or of several changes of one row that come to this. */
export function deltaOf({ before, after }: Pick<Change, "before" | "after">): Record<string, unknown> {
  if (after === null) {
    return deleted(before as Task);
  }
  return before === null ? inserted(after) : updated(before, after);
}

/**
 * What several changes come to, one for each row, in the order of the first of each, whose position they carry. A
 * change that does not go on from the row that the one before has left may be published out of order, and stays
 * by itself.
 */
export function coalesced(entries: readonly LogEntry[]): readonly LogEntry[] {
  const changes: LogEntry[] = [];
  for (const entry of entries) {
    const at = changes.findIndex((change) => change.after !== null && change.after === entry.before);
    const first = changes[at];
    if (first === undefined) {
      changes.push(entry);
    } else {
      // A row that came and went is a row that went: who fetched it in between holds it. It goes in its last state.
      const before = entry.after === null ? entry.before : first.before;
      changes[at] = { ...first, before, after: entry.after };
    }
  }
  return changes;
}

/** A server and its database, as simple as they can be, on the other side of a live list. */
export class Database {
  readonly rows = new Map<number, Task>();
  /** The last change of each row. */
  readonly latest = new Map<number, Change>();
  private readonly log: LogEntry[] = [];
  private unpublished: Change[] = [];
  private logStart = 0;
  private stamps = 0;
  private readonly tokens = new Map<string, number>();
  private tokenCount = 0;

  /** The position behind the last delta. */
  get head(): number {
    return this.logStart + this.log.length;
  }

  /** Whether all that is committed is published. */
  get isPublished(): boolean {
    return this.unpublished.length === 0;
  }

  /** Commits a random change, which is not published yet. */
  commit(random: () => number): Change {
    const id = Math.floor(random() * 8);
    const before = this.rows.get(id) ?? null;
    this.stamps += 1;
    const row: Task = { id, title: `${id}-${Math.floor(random() * 1e6)}`, version: this.stamps };
    const after = before !== null && random() < 0.4 ? null : row;
    if (after === null) {
      this.rows.delete(id);
    } else {
      this.rows.set(id, after);
    }
    const change = { id, stamp: this.stamps, before, after };
    this.latest.set(id, change);
    this.unpublished.push(change);
    return change;
  }

  /** Publishes what is committed: in order, or one by one in any. */
  publish(pick: (count: number) => number): readonly LogEntry[] {
    const entries: LogEntry[] = [];
    while (this.unpublished.length > 0) {
      const [change] = this.unpublished.splice(pick(this.unpublished.length), 1);
      const entry = { ...(change as Change), position: this.head + 1 };
      this.log.push(entry);
      entries.push(entry);
    }
    return entries;
  }

  authorise(): string {
    this.tokenCount += 1;
    const token = `t${this.tokenCount}`;
    this.tokens.set(token, this.head);
    return token;
  }

  /** What an acquisition replays, or null if the log no longer reaches back or the token is unknown. */
  replay(token: string, position: string | null): readonly LogEntry[] | null {
    const from = position === null ? this.tokens.get(token) : Number(position);
    if (!this.tokens.has(token) || from === undefined || from < this.logStart) {
      this.tokens.delete(token);
      return null;
    }
    return this.log.slice(from - this.logStart);
  }

  /** Forgets a subscription. */
  cancel(token: string): void {
    this.tokens.delete(token);
  }

  trim(): void {
    this.logStart += this.log.length;
    this.log.length = 0;
  }
}
