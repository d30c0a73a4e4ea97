import { Backoff } from "../backoff.js";
import type { Cancel, Clock } from "../clock.js";
import { asSnorkyError, SnorkyError } from "../errors.js";
import { isObject } from "../json.js";
import type { DataSync, Resync, SubscriptionSink } from "../services/datasync.js";
import type { FetchedList } from "./list-request.js";
import type { LiveStatus, LiveSync } from "./options.js";

/** What a synchronizer works on. */
export interface Target {
  /** Fetches the list anew, with a token. */
  fetch(signal: AbortSignal): Promise<FetchedList>;
  /** Takes a fetched list for all there is. */
  replace(rows: readonly unknown[]): void;
  /** Takes one delta. */
  apply(delta: unknown, position: string | undefined): void;
  /** Shows what has been taken. */
  commit(): void;
  status(status: LiveStatus): void;
  synced(sync: LiveSync): void;
  error(error: SnorkyError): void;
}

/** What a synchronizer needs from the client. */
export interface SynchronizerSettings {
  readonly clock: Clock;
  readonly random: () => number;
  readonly fetchTimeout: number;
  /** Whether there is a connection. */
  readonly connected: () => boolean;
  /** Whether there is a connection, or the first attempt is still under way. */
  readonly reachable: () => boolean;
}

/** Failures of an acquisition that a fresh list cures, so nobody needs to hear of the first of them. */
const curedByFetching = new Set(["position_lost", "no_such_subscription", "already_acquired"]);

const bounds = { base: 1_000, cap: 60_000, stableAfter: 10_000 };

/**
 * The protocol that keeps a list equal to its query.
 *
 * 1. The list is fetched with a token, whose position lies before the query: the subscription misses nothing
 *    that the list does not hold, and may repeat what it holds.
 * 2. The token is acquired from the last known position (null: from the authorisation). All deltas up to the
 *    reply are a replay and are shown only when the reply is there, as one change.
 * 3. Every delta and every position notification moves the position on, never past what has been applied.
 * 4. When the connection comes back, 2 again with that position.
 * 5. When that fails, or the server says `resync`, or a delta cannot be applied: 1 again, with another token.
 *
 * So a list is either fed without a gap, or its status is not `live`.
 */
export class Synchronizer {
  private token: string | null = null;
  private position: string | null = null;
  /** Who takes the deltas now; one for each acquisition, so that those of an earlier one find nobody. */
  private current: SubscriptionSink | null = null;
  private letGo: Cancel | null = null;
  private following = false;
  /** How often the token has been acquired, and how many deltas that has replayed the last time. */
  private acquisitions = 0;
  private replayed = 0;
  /** Why the list is fetched again; null for the first time. */
  private refetchReason: string | null = null;
  private fetching: AbortController | null = null;
  private alarm: Cancel | null = null;
  private closed = false;
  private readonly backoff: Backoff;
  private readonly unwatch: Cancel;

  constructor(
    private readonly datasync: DataSync,
    private readonly target: Target,
    private readonly settings: SynchronizerSettings,
  ) {
    this.backoff = new Backoff(settings.clock, settings.random, bounds);
    this.unwatch = datasync.watch({
      opened: () => this.opened(),
      doubted: (doubtful) => this.doubted(doubtful),
      lost: () => this.lost(),
    });
  }

  /** Fetches the list for the first time; what fails now is the caller's to hear. */
  async start(): Promise<void> {
    this.becomeReachable();
    try {
      await this.fetch();
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Ends it and cancels the subscription. */
  close(): void {
    if (this.closed) {
      return;
    }
    this.closed = true;
    this.unwatch();
    this.fetching?.abort();
    this.alarm?.();
    this.cancel();
    this.detach();
    this.target.status("offline");
  }

  private async fetch(): Promise<void> {
    const fetching = new AbortController();
    this.fetching = fetching;
    const cancelTimeout = this.settings.clock.schedule(this.settings.fetchTimeout, () => fetching.abort());
    try {
      const list = await this.target.fetch(fetching.signal);
      if (this.closed) {
        throw new SnorkyError("closed", "The list was closed");
      }
      this.target.replace(list.rows);
      this.target.commit();
      this.token = list.token;
      this.position = null;
      this.acquisitions = 0;
      this.fetched();
    } finally {
      cancelTimeout();
      this.fetching = null;
    }
    this.acquire();
  }

  private fetched(): void {
    const reason = this.refetchReason;
    this.refetchReason = "no_token";
    if (reason !== null) {
      this.target.synced({ kind: "refetched", reason });
    }
  }

  private acquire(): void {
    if (this.token === null) {
      this.become("offline");
      this.fetchLater();
      return;
    }
    this.becomeReachable();
    // A listener may have closed the list meanwhile.
    if (this.settings.connected() && !this.closed) {
      const sink = this.sink();
      this.letGo = this.datasync.attach(this.token, this.position, sink, {
        resolve: (data) => this.ifCurrent(sink, () => this.acquired(data)),
        reject: (error) => this.ifCurrent(sink, () => this.refused(error as SnorkyError)),
      });
    }
  }

  private become(status: LiveStatus): void {
    if (!this.closed) {
      this.target.status(status);
    }
  }

  private becomeReachable(): void {
    this.become(this.settings.reachable() ? "catching-up" : "offline");
  }

  private sink(): SubscriptionSink {
    const sink: SubscriptionSink = {
      delta: (delta, position) => this.ifCurrent(sink, () => this.delta(delta, position)),
      position: (position) => {
        if (this.current === sink && this.following) {
          this.position = position;
        }
      },
      resync: (message) => this.ifCurrent(sink, () => this.resync(message)),
    };
    this.current = sink;
    this.acquisitions += 1;
    this.replayed = 0;
    return sink;
  }

  private ifCurrent(sink: SubscriptionSink, action: () => void): void {
    if (this.current === sink) {
      action();
    }
  }

  private delta(delta: unknown, position: string | undefined): void {
    this.orRefetch(() => {
      this.target.apply(delta, position);
      this.position = position ?? this.position;
      if (this.following) {
        this.target.commit();
      } else {
        this.replayed += 1;
      }
    });
  }

  private acquired(data: unknown): void {
    if (isObject(data) && typeof data.position === "string") {
      this.position = data.position;
    }
    this.following = true;
    this.backoff.succeeded();
    this.orRefetch(() => {
      this.target.commit();
      this.become("live");
      if (this.acquisitions > 1) {
        this.target.synced({ kind: "resumed", deltas: this.replayed });
      }
    });
  }

  private resync({ reason = "unknown", empty = false }: Resync): void {
    if (empty) {
      this.target.replace([]);
      this.target.commit();
    }
    this.target.synced({ kind: "resync", reason, empty });
    this.refetch(reason);
  }

  /** What cannot be applied or shown leaves a list that is not its query any more. */
  private orRefetch(action: () => void): void {
    try {
      action();
    } catch (cause) {
      const error = asSnorkyError(cause);
      this.target.error(error);
      this.cancel();
      this.refetch(error.code);
    }
  }

  private refused(error: SnorkyError): void {
    if (error.code === "connection_lost" || error.code === "closed") {
      return;
    }
    if (!curedByFetching.has(error.code)) {
      this.target.error(error);
      this.cancel();
    } else if (this.backoff.failures > 0) {
      this.target.error(error);
    }
    this.refetch(error.code);
  }

  private refetch(reason: string): void {
    this.detach();
    this.token = null;
    this.refetchReason = reason;
    this.becomeReachable();
    this.fetchLater();
  }

  private fetchLater(): void {
    this.alarm?.();
    if (this.closed) {
      return;
    }
    this.alarm = this.settings.clock.schedule(this.backoff.next(), () => this.fetchAgain());
  }

  private fetchAgain(): void {
    this.alarm?.();
    this.alarm = null;
    this.fetch().catch((cause: unknown) => {
      if (!this.closed) {
        this.become("offline");
        this.target.error(asSnorkyError(cause));
        this.fetchLater();
      }
    });
  }

  private opened(): void {
    if (this.fetching !== null) {
      this.become("catching-up");
    } else if (this.token !== null) {
      this.acquire();
    } else if (this.alarm !== null) {
      this.fetchAgain();
    }
  }

  private doubted(doubtful: boolean): void {
    if (this.following) {
      this.become(doubtful ? "catching-up" : "live");
    }
  }

  private lost(): void {
    this.detach();
    this.become("offline");
  }

  private detach(): void {
    this.letGo?.();
    this.letGo = null;
    this.current = null;
    this.following = false;
  }

  private cancel(): void {
    if (this.token !== null && this.letGo !== null && this.settings.connected()) {
      // A subscription that is already gone needs no cancelling.
      this.datasync.cancelSubscription({ token: this.token }).catch(() => {});
    }
  }
}
