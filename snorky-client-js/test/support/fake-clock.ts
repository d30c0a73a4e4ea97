import type { Cancel, Clock } from "../../src/clock.js";

interface Alarm {
  readonly at: number;
  readonly action: () => void;
}

/** A clock that stands still until the test moves it. */
export class FakeClock implements Clock {
  private time = 0;
  private alarms: Alarm[] = [];

  now(): number {
    return this.time;
  }

  schedule(delay: number, action: () => void): Cancel {
    const alarm = { at: this.time + delay, action };
    this.alarms.push(alarm);
    return () => {
      this.alarms = this.alarms.filter((other) => other !== alarm);
    };
  }

  /** How many alarms are set. */
  get pending(): number {
    return this.alarms.length;
  }

  /** Lets time pass; alarms ring in order, and what they promise is settled before the next. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds;
    for (;;) {
      const due = this.next();
      if (due === undefined || due.at > end) {
        break;
      }
      this.alarms = this.alarms.filter((alarm) => alarm !== due);
      this.time = Math.max(this.time, due.at);
      due.action();
      await settled();
    }
    this.time = end;
    await settled();
  }

  /** The alarm that rings next; of several at one moment the one that was set first. */
  private next(): Alarm | undefined {
    let next = this.alarms[0];
    for (const alarm of this.alarms) {
      if (next !== undefined && alarm.at < next.at) {
        next = alarm;
      }
    }
    return next;
  }

  /** The machine sleeps: time passes, and alarms ring late, all at the moment it wakes. */
  async sleep(milliseconds: number): Promise<void> {
    this.time += milliseconds;
    await this.advance(0);
  }
}

/** Resolves when every promise that can settle without the outside has settled. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 20; i += 1) {
    await Promise.resolve();
  }
}
