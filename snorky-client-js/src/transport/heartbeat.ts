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
  /** Nothing has come for so long that this machine must have slept: whether there is a connection is open. */
  doubted(): void;
  /** Something has come after all. */
  trusted(): void;
  /** There is no connection. */
  dead(): void;
}

/**
 * The watch over a connection that looks open: asks when it has been quiet, and declares it dead when nothing
 * comes back.
 *
 * WebSocket pings are invisible to a page, and a half-open socket never closes by itself, so quiet must be
 * tested. A machine that slept wakes with overdue alarms and answers still unread: the first overdue alarm asks
 * once more, the second believes it.
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
    this.watch(this.times.quietAfter);
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
      this.watch(this.times.quietAfter);
    }
    if (this.doubting) {
      this.doubting = false;
      this.events.trusted();
    }
  }

  /** Asks now, because something hints that the connection may be gone. */
  check(): void {
    if (this.alarm !== null && !this.asking) {
      this.probe();
    }
  }

  private watch(delay: number): void {
    this.alarm?.();
    this.alarm = this.clock.schedule(delay, () => {
      const quiet = this.clock.now() - this.heardAt;
      if (quiet >= this.times.quietAfter) {
        this.probe();
      } else {
        this.watch(this.times.quietAfter - quiet);
      }
    });
  }

  private probe(): void {
    const askedAt = this.clock.now();
    this.asking = true;
    this.alarm?.();
    this.alarm = this.clock.schedule(this.times.replyWithin, () => {
      const overdue = this.clock.now() - askedAt >= 2 * this.times.replyWithin;
      if (overdue && !this.late) {
        this.late = true;
        this.probe();
      } else {
        this.events.dead();
      }
    });
    if (!this.doubting && askedAt - this.heardAt >= 2 * this.times.quietAfter) {
      this.doubting = true;
      this.events.doubted();
    }
    this.events.ask();
  }
}
