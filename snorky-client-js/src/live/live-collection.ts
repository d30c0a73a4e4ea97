import type { Cancel } from "../clock.js";
import type { SnorkyError } from "../errors.js";
import type { DataSync } from "../services/datasync.js";
import type { ServiceHost } from "../services/service.js";
import { reportToPage, Signal } from "../signal.js";
import type { WaitOptions } from "./arrivals.js";
import { ListRequest } from "./list-request.js";
import type { Key, LiveChange, LiveOptions, LiveStatus, LiveSync } from "./options.js";
import { type AnswerWithHeaders, positionOf } from "./position-of.js";
import { rowIdentity } from "./row-identity.js";
import { Rows } from "./rows.js";
import { Synchronizer } from "./synchronizer.js";

/** What a live list tells of. */
export interface LiveEvents<Item> {
  /** The items have changed. */
  change: [change: LiveChange<Item>];
  /** The list has become more or less true. */
  status: [status: LiveStatus];
  /** The list has resumed, was told to fetch again, or has: what an ordinary page need not care about. */
  sync: [sync: LiveSync];
  /** Something went wrong that the list cannot cure, or not at once; it goes on trying. */
  error: [error: SnorkyError];
}

/**
 * A list that stays equal to its query on the server, or says that it is not.
 *
 * It reads like an array; {@link items} is the array itself, always the same object, changed in place.
 */
export class LiveCollection<Item> implements Iterable<Item> {
  private readonly rows: Rows<Item>;
  private readonly synchronizer: Synchronizer;
  private readonly retries: boolean;
  private current: LiveStatus = "catching-up";
  private readonly signals: { readonly [E in keyof LiveEvents<Item>]: Signal<LiveEvents<Item>[E]> };

  /** @internal Use `snorky.live(…)`. */
  constructor(url: string, options: LiveOptions<Item>, datasync: DataSync, host: ServiceHost) {
    const failed = (error: SnorkyError) => host.report(error);
    this.signals = {
      change: new Signal(failed),
      status: new Signal(failed),
      sync: new Signal(failed),
      error: new Signal(failed),
    };
    this.rows = new Rows<Item>(
      rowIdentity(options),
      (options.transformItem as ((row: unknown) => Item) | undefined) ?? ((row) => row as Item),
      options.sort,
      options.model,
    );
    this.retries = options.retry ?? false;
    const request = new ListRequest(url, options);
    this.synchronizer = new Synchronizer(
      datasync,
      {
        fetch: (signal) => request.fetch(signal),
        replace: (rows) => this.rows.replace(rows),
        apply: (delta, position) => this.rows.apply(delta, position),
        commit: () => this.commit(),
        status: (status) => this.become(status),
        synced: (sync) => this.signals.sync.dispatch(sync),
        error: (error) => this.complain(error),
      },
      {
        clock: host.clock,
        random: host.random,
        restartSpread: host.restartSpread,
        fetchTimeout: options.fetchTimeout ?? 30_000,
        connected: () => host.connected,
        reachable: () => host.reachable,
      },
    );
  }

  /** @internal Fetches the list for the first time; resolves even if that fails, if the list is to go on trying. */
  async open(): Promise<this> {
    await this.synchronizer.start(this.retries);
    return this;
  }

  /** The items: always the same array, changed in place. */
  get items(): readonly Item[] {
    return this.rows.items;
  }

  /** How true the items are now. */
  get status(): LiveStatus {
    return this.current;
  }

  /** How many items there are. */
  get length(): number {
    return this.rows.items.length;
  }

  /** The item of a key. */
  get(key: Key): Item | undefined {
    return this.rows.get(key);
  }

  /** A new array with what the function makes of each item. */
  map<R>(transform: (item: Item, index: number) => R): R[] {
    return this.rows.items.map(transform);
  }

  /** A new array with the items the function wants. */
  filter(wanted: (item: Item, index: number) => boolean): Item[] {
    return this.rows.items.filter(wanted);
  }

  /** The items in their order. */
  [Symbol.iterator](): Iterator<Item> {
    return this.rows.items[Symbol.iterator]();
  }

  /** Adds a listener for an event; the returned function removes it again. */
  on<E extends keyof LiveEvents<Item>>(event: E, listener: (...args: LiveEvents<Item>[E]) => void): Cancel {
    return this.signals[event].add(listener);
  }

  /** Removes a listener. */
  off<E extends keyof LiveEvents<Item>>(event: E, listener: (...args: LiveEvents<Item>[E]) => void): void {
    this.signals[event].remove(listener);
  }

  /**
   * Fetches the list again, for instance because a user asks for it; what was live stays so until the new list is
   * there. Resolves when it is shown, and fails with `fetch_failed` or the like if that fails: what is shown then
   * stays what it is, and goes on being followed.
   */
  refresh(options: WaitOptions = {}): Promise<void> {
    return this.synchronizer.refresh(options);
  }

  /**
   * Resolves when the list shows what a request of one's own has changed.
   *
   * It takes the answer to that request, or the position in its header `X-Snorky-Position`, which the application
   * sends if the request has the header `X-Snorky: Position`. Where there is none, or the Snorky server cannot be
   * asked, the list is fetched again: what is fetched from now on holds what was committed before.
   *
   * It fails with `timeout` if neither happens in time, with the reason of `signal` when that aborts, and with
   * `closed`; it does not fail because the connection does.
   */
  reached(written: AnswerWithHeaders | string | null | undefined, options: WaitOptions = {}): Promise<void> {
    const position = typeof written === "object" && written !== null ? positionOf(written) : written;
    return this.synchronizer.reached(position ?? null, options);
  }

  /** Ends the subscription; the items stay as they are. */
  close(): void {
    this.synchronizer.close();
  }

  private commit(): void {
    const change = this.rows.commit();
    if (change !== null) {
      this.signals.change.dispatch(change);
    }
  }

  private become(status: LiveStatus): void {
    if (status !== this.current) {
      this.current = status;
      this.signals.status.dispatch(status);
    }
  }

  private complain(error: SnorkyError): void {
    if (this.signals.error.observed) {
      this.signals.error.dispatch(error);
    } else {
      reportToPage(error);
    }
  }
}
