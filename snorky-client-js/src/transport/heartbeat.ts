import type { Cancel, Clock } from "../clock.js";

/** How a dead connection is noticed, in milliseconds. */
export interface HeartbeatTimes {
  /** After this long without a message the server is asked for one. */
  readonly quietAfter: number;
  /** How long its answer may take. */
  readonly replyWithin: number;
}

/** Who acts on what a heartbeat finds. */
export interface HeartbeatEvents {
  /** Send something that is answered. */
  ask(): void;
  /** Nothing has come for longer than a living connection is quiet: whether there is one is open. */
  doubted(): void;
  /** Something has come after all. */
  trusted(): void;
  /** There is no connection. */
  dead(): void;
}

/** How often it looks, and how late a look must come to mean that the machine has slept. */
const lookEvery = 5_000;

/**
 * The watch over a connection that looks open: asks when it has been quiet, and declares it dead when nothing
 * comes back.
 *
 * WebSocket pings are invisible to a page, and a half-open socket never closes by itself, so quiet must be tested:
 * a connection is dead at the latest `quietAfter` and `replyWithin` after its last message. A machine that sleeps
 * stops all timers, and tells nobody. So the watch looks often; when a look comes much too late, it asks at once,
 * and while no answer is there, nothing is certain. The answers to what was asked before the sleep may still be
 * unread then: the first overdue alarm asks once more, the second believes it.
 */
export class Heartbeat {
  private alarm: Cancel | null = null;
  private heardAt = 0;
  private asking = false;
  private late = false;
  private doubting = false;

  constructor(
    private readonly clock: Clock,
    private readonly times: HeartbeatTimes,
    private readonly events: HeartbeatEvents,
  ) {}

  /** Begins to watch a fresh connection. */
  start(): void {
    this.heard();
    this.watch();
  }

  /** Ends the watch. */
  stop(): void {
    this.alarm?.();
    this.alarm = null;
    this.asking = false;
    this.doubting = false;
  }

  /** Notes that something came. */
  heard(): void {
    this.heardAt = this.clock.now();
    this.late = false;
    if (this.asking) {
      this.asking = false;
      this.watch();
    }
    if (this.doubting) {
      this.doubting = false;
      this.events.trusted();
    }
  }

  /** Asks now, because something hints that the connection may be gone. */
  check(): void {
    if (this.alarm !== null && !this.asking) {
      this.probe(false);
    }
  }

  private get quiet(): number {
    return this.clock.now() - this.heardAt;
  }

  private watch(): void {
    const delay = Math.min(lookEvery, this.times.quietAfter - this.quiet);
    const due = this.clock.now() + delay;
    this.alarm?.();
    this.alarm = this.clock.schedule(delay, () => {
      const slept = this.clock.now() - due >= lookEvery && this.heardAt <= due;
      if (slept || this.quiet >= this.times.quietAfter) {
        this.probe(slept);
      } else {
        this.watch();
      }
    });
  }

  private probe(slept: boolean): void {
    const askedAt = this.clock.now();
    this.asking = true;
    this.alarm?.();
    this.alarm = this.clock.schedule(this.times.replyWithin, () => {
      const overdue = this.clock.now() - askedAt >= 2 * this.times.replyWithin;
      if (overdue && !this.late) {
        this.late = true;
        this.probe(true);
      } else {
        this.events.dead();
      }
    });
    if (!this.doubting && (slept || this.quiet >= this.times.quietAfter + lookEvery)) {
      this.doubting = true;
      this.events.doubted();
    }
    this.events.ask();
  }
}
