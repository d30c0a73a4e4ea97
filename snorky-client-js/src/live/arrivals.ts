import type { Clock } from "../clock.js";
import { SnorkyError } from "../errors.js";
import type { Reply } from "../services/calls.js";

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

/** The list that they wait for. */
export interface AwaitedList {
  /** Asks the server to tell when everything up to a position has been delivered. */
  expect(position: string, reply: Reply): void;
  /** Whether what is delivered is shown at once. */
  following(): boolean;
  /** Has the list fetched from now on. */
  fresh(): void;
}

/** Those who wait until a list shows what they know of. */
export class Arrivals {
  private readonly open = new Set<Arrival>();

  constructor(
    private readonly clock: Clock,
    private readonly list: AwaitedList,
  ) {}

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

  /** Asks the server for the position of somebody who has one. */
  ask(arrival: Arrival): void {
    arrival.asking = true;
    this.list.expect(arrival.position as string, {
      resolve: () => {
        arrival.asking = false;
        // Else an acquisition is under way, and it is asked again when that has brought its replay.
        if (this.list.following()) {
          arrival.end();
        }
      },
      reject: () => {
        arrival.asking = false;
        this.list.fresh();
      },
    });
  }

  /** Asks for all who have a position and have not asked for it. */
  askAll(): void {
    for (const arrival of [...this.open].filter(({ asking, position }) => position !== null && !asking)) {
      this.ask(arrival);
    }
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
