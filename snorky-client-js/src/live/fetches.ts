import { Backoff } from "../backoff.js";
import type { Cancel, Clock } from "../clock.js";
import type { FetchedList } from "./list-request.js";

/** Who wants a list fetched. */
export interface FetchEvents {
  fetch(signal: AbortSignal): Promise<FetchedList>;
  /** A fetch begins; what comes of it is from now on. */
  begun(): void;
  /** The list is there; what this throws fails the fetch. */
  arrived(list: FetchedList): void;
  failed(cause: unknown): void;
  /** Whether a fetch put off is still wanted. */
  wanted(): boolean;
}

const bounds = { base: 1_000, cap: 60_000, stableAfter: 10_000 };

/** The fetches of a list: one at a time, at once or with growing patience. */
export class Fetches {
  private underWay: AbortController | null = null;
  private alarm: Cancel | null = null;
  private again = false;
  private closed = false;
  private begun = 0;
  private readonly backoff: Backoff;

  constructor(
    private readonly clock: Clock,
    private readonly random: () => number,
    private readonly timeout: number,
    private readonly events: FetchEvents,
  ) {
    this.backoff = new Backoff(clock, random, bounds);
  }

  /** How many have begun; so the number of the newest. */
  get count(): number {
    return this.begun;
  }

  /** Whether one is under way. */
  get busy(): boolean {
    return this.underWay !== null;
  }

  /** Whether one is put off. */
  get planned(): boolean {
    return this.alarm !== null;
  }

  /** How many have been put off since the list was last followed for a while. */
  get failures(): number {
    return this.backoff.failures;
  }

  /** Begins the first; what fails is the caller's to hear. */
  first(): Promise<void> {
    return this.run();
  }

  /** Begins one. */
  now(): void {
    this.callOff();
    if (this.closed) {
      return;
    }
    this.run()
      .catch((cause: unknown) => this.events.failed(cause))
      .then(() => this.next());
  }

  /** Begins one, at once or after the one under way, which may be too old for who asks. */
  fresh(): void {
    if (this.busy) {
      this.again = true;
    } else {
      this.now();
    }
  }

  /** Begins one that was asked for while the one before was under way. */
  next(): void {
    if (this.again && !this.busy) {
      this.again = false;
      if (this.events.wanted()) {
        this.now();
      }
    }
  }

  /** Puts one off, the longer the more often that happens, or to some time within the spread where that is longer. */
  later(spread = 0): void {
    this.callOff();
    if (this.closed) {
      return;
    }
    const delay = Math.max(this.backoff.next(), this.random() * spread);
    this.alarm = this.clock.schedule(delay, () => {
      this.alarm = null;
      if (this.events.wanted()) {
        this.now();
      }
    });
  }

  /** Notes that the list is followed: patience starts small again if that lasts. */
  succeeded(): void {
    this.backoff.succeeded();
  }

  /** Forgets the one under way. */
  abandon(): void {
    this.underWay?.abort();
    this.underWay = null;
  }

  /** Forgets them all, and begins none any more. */
  close(): void {
    this.closed = true;
    this.abandon();
    this.callOff();
  }

  private callOff(): void {
    this.alarm?.();
    this.alarm = null;
  }

  private async run(): Promise<void> {
    const own = new AbortController();
    this.underWay = own;
    this.begun += 1;
    this.events.begun();
    const cancelTimeout = this.clock.schedule(this.timeout, () => own.abort());
    try {
      const list = await this.events.fetch(own.signal);
      if (this.underWay === own) {
        this.events.arrived(list);
      }
    } catch (cause) {
      if (this.underWay === own) {
        throw cause;
      }
    } finally {
      cancelTimeout();
      if (this.underWay === own) {
        this.underWay = null;
      }
    }
  }
}
