import { Backoff } from "../backoff.js";
import type { Cancel } from "../clock.js";
import type { SnorkyError } from "../errors.js";
import type { Reply } from "./calls.js";
import type { ServiceHost } from "./service.js";

/** Something that could not be had again on the new connection. */
export interface Refused<T> {
  readonly held: T;
  readonly error: SnorkyError;
  /** Whether it is asked for again later, or given up. */
  readonly retrying: boolean;
}

/** Something that was had again, with the server's answer. */
export interface Regained<T> {
  readonly held: T;
  readonly answer: unknown;
}

/** The service whose holdings they are. */
export interface Holder<T> {
  /** Asks the server for it once more; the answer must reach the reply inside its delivery. */
  ask(held: T, reply: Reply): void;
  /** Whether an error means that the server thinks it is held already. */
  isHeldAlready?(error: SnorkyError): boolean;
  /** Whether an error passes by itself, besides those that always do. */
  passes?(error: SnorkyError): boolean;
  /** What became of one round of asking; rounds that a lost connection cut off are not told. */
  told(regained: readonly Regained<T>[], refused: readonly Refused<T>[]): void;
}

/** Errors that say nothing about what was asked for, just that it was asked too often or at a bad moment. */
const passing = new Set(["rate_limited", "timeout", "unavailable", "internal_error"]);

const bounds = { base: 1_000, cap: 30_000, stableAfter: 0 };

/** Whether an error is the connection's end, which the next connection mends. */
export function isCutOff(error: SnorkyError): boolean {
  return error.code === "connection_lost" || error.code === "closed";
}

/**
 * What a service holds on its connection (channels it is in, names it bears), and asks for again on the next one.
 *
 * A server that refuses is believed, and what it refuses is forgotten; what it refuses for now is asked for again
 * with growing delays for as long as it is wanted.
 */
export class Holdings<T> {
  private readonly held = new Map<string, T>();
  private readonly backoff: Backoff;
  private readonly alarms = new Set<Cancel>();

  constructor(
    private readonly host: ServiceHost,
    private readonly holder: Holder<T>,
  ) {
    this.backoff = new Backoff(host.clock, host.random, bounds);
  }

  get(key: string): T | undefined {
    return this.held.get(key);
  }

  put(key: string, held: T): void {
    this.held.set(key, held);
  }

  delete(key: string): void {
    this.held.delete(key);
  }

  values(): IterableIterator<T> {
    return this.held.values();
  }

  /** Asks for everything that is held and chosen; to be called on a new connection. */
  restore(chosen: (held: T) => boolean = () => true): void {
    this.round([...this.held].filter(([, held]) => chosen(held)));
  }

  /** Stops asking, until {@link restore}; to be called when the connection has gone. */
  lost(): void {
    for (const callOff of this.alarms) {
      callOff();
    }
    this.alarms.clear();
  }

  private round(wanted: readonly (readonly [string, T])[]): void {
    const regained: Regained<T>[] = [];
    const refused: Refused<T>[] = [];
    const later: [string, T][] = [];
    let open = wanted.length;
    let cutOff = false;
    const settle = () => {
      open -= 1;
      if (open > 0 || cutOff) {
        return;
      }
      if (regained.length + refused.length > 0) {
        this.holder.told(regained, refused);
      }
      this.again(later);
    };
    for (const [key, held] of wanted) {
      const isHeld = () => this.held.get(key) === held;
      const regain = (answer: unknown) => {
        if (isHeld()) {
          regained.push({ held, answer });
        }
        settle();
      };
      const refuse = (error: SnorkyError) => {
        if (isCutOff(error)) {
          cutOff = true;
        } else if (isHeld()) {
          const retrying = passing.has(error.code) || this.holder.passes?.(error) === true;
          refused.push({ held, error, retrying });
          if (retrying) {
            later.push([key, held]);
          } else {
            this.held.delete(key);
          }
        }
        settle();
      };
      this.holder.ask(held, {
        resolve: regain,
        reject: (cause) => {
          const error = cause as SnorkyError;
          if (this.holder.isHeldAlready?.(error)) {
            regain(null);
          } else {
            refuse(error);
          }
        },
      });
    }
  }

  private again(later: readonly (readonly [string, T])[]): void {
    if (later.length > 0) {
      const callOff = this.host.clock.schedule(this.backoff.next(), () => {
        this.alarms.delete(callOff);
        this.round(later.filter(([key, held]) => this.held.get(key) === held));
      });
      this.alarms.add(callOff);
    }
  }
}
