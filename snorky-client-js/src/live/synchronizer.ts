import { Backoff } from "../backoff.js";
import type { Cancel } from "../clock.js";
import { asSnorkyError, SnorkyError } from "../errors.js";
import { isObject } from "../json.js";
import type { DataSync, Resync, SubscriptionSink } from "../services/datasync.js";
import { Arrivals, type WaitOptions } from "./arrivals.js";
import { Fetches } from "./fetches.js";
import type { FetchedList } from "./list-request.js";
import type { LiveStatus } from "./options.js";
import type { SynchronizerSettings, Target } from "./target.js";

/** Failures of an acquisition that a fresh list cures, so nobody needs to hear of the first of them. */
const curedByFetching = new Set(["position_lost", "no_such_subscription", "already_acquired"]);

/**
 * Failures that say nothing about a subscription, of a server that lacks for now what it shares with others. What it has
 * perhaps begun for this client all the same, the next acquisition takes over.
 */
const forNow = new Set(["unavailable", "timeout"]);

const patience = { base: 1_000, cap: 30_000, stableAfter: 0 };

/** Why all clients of a server must fetch again at once: it lost its log of changes, or its place in it. */
const toldToAll = "log_lost";

/**
 * The protocol that keeps a list equal to its query.
 *
 * 1. The list is fetched with a token, whose position lies before the query: the subscription misses nothing
 *    that the list does not hold, and may repeat what it holds.
 * 2. The token is acquired from the last known position (null: from the authorisation). All deltas up to the
 *    reply are a replay and are shown only when the reply is there, as one change.
 * 3. Every delta and every position notification moves the position on, never past what has been applied.
 * 4. When the connection comes back, 2 again with that position.
 * 5. When that fails because the server lacks for now what it shares with others, 2 again later. When it fails
 *    otherwise, or the server says `resync`, or a delta cannot be applied: 1 again, with another token.
 * 6. A list may be fetched while the one before is still followed. It takes its place when it is there: with its
 *    own token by 2, without one by the token held, from where that was when the fetch began.
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
  /** The number of the fetch whose list has been taken last, and the position held when the newest began. */
  private taken = 0;
  private heldFrom: string | null = null;
  /** Why the list must be fetched again; null where it just may. */
  private reason: string | null = null;
  private closed = false;
  /** Between acquisitions that the server cannot serve for now. */
  private readonly backoff: Backoff;
  private callOff: Cancel | null = null;
  private readonly fetches: Fetches;
  private readonly arrivals: Arrivals;
  private readonly unwatch: Cancel;

  constructor(
    private readonly datasync: DataSync,
    private readonly target: Target,
    private readonly settings: SynchronizerSettings,
  ) {
    const { clock, random, fetchTimeout } = settings;
    this.backoff = new Backoff(clock, random, patience);
    this.fetches = new Fetches(clock, random, fetchTimeout, {
      fetch: (signal) => target.fetch(signal),
      begun: () => {
        this.heldFrom = this.position;
      },
      arrived: (list) => {
        this.take(list);
        this.acquire();
      },
      failed: (cause) => this.fetchFailed(cause),
      // With a token there was only somebody who waited, perhaps no longer.
      wanted: () => this.token === null || this.arrivals.expected,
    });
    this.arrivals = new Arrivals(clock, {
      expect: (position, reply) => datasync.expect(position, reply),
      following: () => this.following,
      fresh: () => this.fetches.fresh(),
    });
    this.unwatch = datasync.watch({
      opened: () => this.opened(),
      doubted: (doubtful) => this.doubted(doubtful),
      lost: () => this.lost(),
    });
  }

  /** Fetches the list for the first time; what fails now is the caller's to hear, unless it wants to go on. */
  async start(goesOn: boolean): Promise<void> {
    this.becomeReachable();
    try {
      await this.fetches.first();
    } catch (cause) {
      if (!goesOn || this.closed) {
        this.close();
        throw cause;
      }
      this.fetchFailed(cause);
    }
    this.fetches.next();
  }

  /** Fetches the list again; resolves when it is shown, and fails if it cannot be fetched. */
  refresh(options: WaitOptions): Promise<void> {
    return this.wait(null, true, options);
  }

  /**
   * Resolves when everything up to the position is shown, or a list fetched from now on, which holds it too. Where
   * there is no position, no connection, or the server does not know the position, such a fetch is begun at once.
   */
  reached(position: string | null, options: WaitOptions): Promise<void> {
    return this.wait(position, false, options);
  }

  /** Ends it and cancels the subscription. */
  close(): void {
    if (this.closed) {
      return;
    }
    this.closed = true;
    this.unwatch();
    this.fetches.close();
    this.cancel();
    this.detach();
    this.target.status("offline");
    this.arrivals.fail(closedError());
  }

  private wait(position: string | null, once: boolean, options: WaitOptions): Promise<void> {
    if (this.closed) {
      return Promise.reject(closedError());
    }
    return this.arrivals.wait({ position, once, after: this.fetches.count }, options, (arrival) => {
      if (position === null || this.current === null) {
        this.fetches.fresh();
      } else {
        this.arrivals.ask(arrival);
      }
    });
  }

  /** Takes a list for all there is; from now on its subscription counts. */
  private take(list: FetchedList): void {
    // Fails, and changes nothing, if the rows cannot be told apart.
    this.target.replace(list.rows);
    const wasFollowing = this.following;
    const isFirst = this.taken === 0;
    this.taken = this.fetches.count;
    if (list.token !== null) {
      this.cancel();
      this.token = list.token;
      this.position = null;
      this.acquisitions = 0;
    } else {
      this.position = this.heldFrom;
    }
    this.detach();
    if (!wasFollowing) {
      this.show();
    }
    if (!isFirst) {
      this.target.synced({ kind: "refetched", reason: this.reason ?? "refresh" });
    }
    this.reason = this.token === null ? "no_token" : null;
  }

  /** Shows the list just taken. A list that cannot be shown is no better than none. */
  private show(): void {
    try {
      this.commit();
    } catch (cause) {
      this.token = null;
      throw cause;
    }
  }

  /** Shows what is known, and so what was fetched or replayed before. */
  private commit(): void {
    this.target.commit();
    this.arrivals.shown(this.taken);
  }

  private acquire(): void {
    if (this.closed) {
      return;
    }
    if (this.token === null) {
      this.become("offline");
      this.fetches.later();
      return;
    }
    this.becomeReachable();
    // A listener may have closed the list meanwhile.
    if (this.settings.connected() && !this.closed) {
      this.callOff?.();
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
        this.commit();
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
    this.fetches.succeeded();
    this.backoff.succeeded();
    this.orRefetch(() => {
      this.commit();
      this.become("live");
      if (this.acquisitions > 1) {
        this.target.synced({ kind: "resumed", deltas: this.replayed });
      }
    });
    if (this.following) {
      this.arrivals.askAll();
    }
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
    if (forNow.has(error.code)) {
      this.acquireLater(error);
      return;
    }
    if (!curedByFetching.has(error.code)) {
      this.target.error(error);
      this.cancel();
    } else if (this.fetches.failures > 0) {
      this.target.error(error);
    }
    this.refetch(error.code);
  }

  /** Keeps its place meanwhile: a fetch would cost more, and its token could not be acquired either. */
  private acquireLater(error: SnorkyError): void {
    if (this.backoff.failures > 0) {
      this.target.error(error);
    }
    this.detach();
    this.acquisitions -= 1;
    this.callOff = this.settings.clock.schedule(this.backoff.next(), () => this.acquire());
  }

  /** Fetches again, and not for what is on its way: that may be older than what made this necessary. */
  private refetch(reason: string): void {
    this.fetches.abandon();
    this.detach();
    this.token = null;
    this.position = null;
    this.reason = reason;
    this.becomeReachable();
    this.fetches.later(reason === toldToAll ? this.settings.restartSpread : 0);
  }

  private fetchFailed(cause: unknown): void {
    if (this.closed) {
      return;
    }
    const error = asSnorkyError(cause);
    if (this.token === null) {
      this.become("offline");
    }
    this.target.error(error);
    this.arrivals.failed(this.fetches.count, error);
    if (this.token === null || this.arrivals.expected) {
      this.fetches.later();
    }
  }

  private opened(): void {
    if (this.token !== null) {
      this.acquire();
    } else if (this.fetches.busy) {
      this.become("catching-up");
    } else if (this.fetches.planned) {
      this.fetches.now();
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
    this.callOff?.();
    this.callOff = null;
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

function closedError(): SnorkyError {
  return new SnorkyError("closed", "The list was closed");
}
