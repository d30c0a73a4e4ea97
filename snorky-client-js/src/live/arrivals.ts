import type { Clock } from "../clock.js";
import { SnorkyError } from "../errors.js";

/** How long to wait for a list to show something. */
export interface WaitOptions {
  /** Ends the wait; the promise fails with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Milliseconds after which the wait fails with code `timeout`. Default 30000. */
  readonly timeout?: number;
}

/** What somebody waits for. */
export interface Awaited {
  /** The position that makes an end of it; null if only a list fetched meanwhile does. */
  readonly position: string | null;
  /** The number of the last fetch begun before; one with a higher number makes an end of it. */
  readonly after: number;
  /** Whether it ends with the failure of such a fetch, or waits for the next. */
  readonly once: boolean;
}

/** Somebody who waits. */
export interface Arrival extends Awaited {
  /** Whether the server has been asked to tell when the position is there. */
  asking: boolean;
  /** Ends the wait: well, or with an error. */
  end(error?: unknown): void;
}

/** Those who wait until a list shows what they know of. */
export class Arrivals {
  private readonly open = new Set<Arrival>();

  constructor(private readonly clock: Clock) {}

  /** Whether anybody waits. */
  get expected(): boolean {
    return this.open.size > 0;
  }

  /** A promise that is kept when the arrival ends well; `begin` is called with it unless it has ended already. */
  wait(awaited: Awaited, options: WaitOptions, begin: (arrival: Arrival) => void): Promise<void> {
    const { signal, timeout = 30_000 } = options;
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const aborted = () => arrival.end(signal?.reason);
      const cancelTimeout = this.clock.schedule(timeout, () =>
        arrival.end(new SnorkyError("timeout", `The list did not get there in ${timeout} ms`)),
      );
      const arrival: Arrival = {
        ...awaited,
        asking: false,
        end: (error) => {
          this.open.delete(arrival);
          cancelTimeout();
          signal?.removeEventListener("abort", aborted);
          // Settling twice changes nothing.
          if (error === undefined) {
            resolve();
          } else {
            reject(error);
          }
        },
      };
      signal?.addEventListener("abort", aborted);
      this.open.add(arrival);
      begin(arrival);
    });
  }

  /** The ones that have a position and have not asked for it. */
  unasked(): readonly Arrival[] {
    return [...this.open].filter(({ asking, position }) => position !== null && !asking);
  }

  /** A fetched list is shown. */
  shown(fetch: number): void {
    for (const arrival of this.open) {
      if (arrival.after < fetch) {
        arrival.end();
      }
    }
  }

  /** A fetch has failed. */
  failed(fetch: number, error: SnorkyError): void {
    for (const arrival of this.open) {
      if (arrival.once && arrival.after < fetch) {
        arrival.end(error);
      }
    }
  }

  /** Nothing will be shown any more. */
  fail(error: SnorkyError): void {
    for (const arrival of this.open) {
      arrival.end(error);
    }
  }
}
