import { ArrayCollection } from "../collections/array-collection.js";
import { Collection } from "../collections/collection.js";
import { CollectionDeltaProcessor } from "../collections/collection-delta-processor.js";
import type { Delta } from "../collections/delta.js";
import { SingleItemCollection } from "../collections/single-item-collection.js";
import type { SnorkyError } from "../errors.js";
import type { JsonObject } from "../json.js";
import { guarded, Signal } from "../signal.js";
import type { Reply } from "./calls.js";
import { type Notification, RPCService } from "./rpc-service.js";

/** What {@link DataSync.acquireSubscription} takes. */
export interface AcquireParams {
  readonly token: string;
  /** Comes back as `delta.tag` in every delta of the subscription. */
  readonly tag?: string;
  /** Asks for resumable delivery: null from the authorisation on, a position everything after it. */
  readonly position?: string | null;
}

/**
 * Why a server does not go on with a subscription; newer servers may have reasons that this client does not know.
 *
 * - `taken_over`: another connection acquired it.
 * - `cancelled`: the application withdrew it.
 * - `revoked`: the application revoked it, perhaps with all others of an identity or a list.
 * - `invalidated`: rows have changed in a way that no deltas tell.
 * - `too_slow`: this client did not take its deltas fast enough.
 * - `log_lost`: the server lost its log of changes, or its place in it; it tells all clients at once, so their fetches
 *   are spread.
 */
export type ResyncReason =
  | "taken_over"
  | "cancelled"
  | "revoked"
  | "invalidated"
  | "too_slow"
  | "log_lost"
  | (string & Record<never, never>);

/** The server could not or must not go on with the subscription and has cancelled it: fetch again. */
export interface Resync {
  readonly type: "resync";
  readonly token: string;
  readonly tag?: string;
  readonly reason?: ResyncReason;
  /** Whether what is shown must go at once: who looks at it may have lost the right to. */
  readonly empty?: boolean;
}

/** A subscription that is no longer delivered because the connection went. */
export interface LostSubscription {
  readonly token: string;
  /** Whether it can be acquired again with a position; if not, fetch again. */
  readonly resumable: boolean;
}

/** Who takes the deltas of one tag. */
export interface SubscriptionSink {
  delta(delta: unknown, position: string | undefined): void;
  position(position: string): void;
  resync(message: Resync): void;
}

/** Who hears of the connection, besides the deltas. */
export interface ConnectionWatcher {
  opened(): void;
  doubted(doubtful: boolean): void;
  lost(): void;
}

/**
 * Subscriptions to changes of data, on the level of tokens and deltas.
 *
 * A list that should simply stay right is what `snorky.live(…)` gives; these are the parts beneath it.
 */
export class DataSync extends RPCService {
  static readonly Collection = Collection;
  static readonly ArrayCollection = ArrayCollection;
  static readonly SingleItemCollection = SingleItemCollection;
  static readonly CollectionDeltaProcessor = CollectionDeltaProcessor;

  /** Set it to a function to take every delta, besides {@link deltaReceived}. */
  onDelta: ((delta: Delta) => void) | null = null;

  /** Every delta of the subscriptions acquired here, with the position of the delta if the server tells it. */
  readonly deltaReceived = new Signal<[delta: Delta, position: string | undefined]>((e) =>
    this.host.report(e),
  );

  /** Everything up to this position has been delivered to every subscription. */
  readonly positionReceived = new Signal<[position: string]>((e) => this.host.report(e));

  /** A subscription acquired here was cancelled by the server, which cannot go on without a gap. */
  readonly resyncReceived = new Signal<[Resync]>((e) => this.host.report(e));

  /** A subscription acquired here ended with its connection. */
  readonly subscriptionLost = new Signal<[LostSubscription]>((e) => this.host.report(e));

  private readonly acquired = new Map<string, boolean>();
  private readonly sinks = new Map<string, { readonly token: string; readonly sink: SubscriptionSink }>();
  private readonly watchers = new Set<ConnectionWatcher>();
  private tags = 0;

  /** Starts the delivery of the subscription a token stands for. */
  async acquireSubscription(params: AcquireParams): Promise<{ readonly position: string } | null> {
    const data = await this.call("acquireSubscription", params as unknown as JsonObject);
    this.acquired.set(params.token, params.position !== undefined);
    return data as { position: string } | null;
  }

  /** Ends a subscription. */
  async cancelSubscription(params: { readonly token: string }): Promise<null> {
    await this.call("cancelSubscription", params);
    this.acquired.delete(params.token);
    return null;
  }

  /**
   * Waits until everything up to a position that concerns this client has been delivered to it. Fails with
   * `position_lost` if the server no longer knows the position, with `timeout` if it does not get there in time,
   * and with `too_many_waits`.
   */
  async awaitPosition(params: { readonly position: string }): Promise<null> {
    await this.call("awaitPosition", params);
    return null;
  }

  /** @internal The same, heard inside the delivery of the answer. */
  expect(position: string, reply: Reply): void {
    this.invoke("awaitPosition", { position }, reply);
  }

  /** @internal Adds somebody who follows the connection. */
  watch(watcher: ConnectionWatcher): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** @internal Acquires a token for a sink of its own; the returned function lets go of the sink. */
  attach(token: string, position: string | null, sink: SubscriptionSink, reply: Reply): () => void {
    this.tags += 1;
    const tag = `${ownTags}${this.tags}`;
    this.sinks.set(tag, { token, sink });
    this.invoke("acquireSubscription", { token, tag, position }, reply);
    return () => this.sinks.delete(tag);
  }

  override onNotification(notification: Notification): void {
    if (notification.type === "delta") {
      this.deliver(notification.delta as unknown as Delta, textOf(notification.position));
    } else if (notification.type === "position") {
      this.advance(notification);
    } else if (notification.type === "resync") {
      this.resync(notification as unknown as Resync);
    }
  }

  private deliver(delta: Delta, position: string | undefined): void {
    const tag = delta?.tag;
    if (typeof tag === "string" && tag.startsWith(ownTags)) {
      // A tag without a sink is one that was let go while its last deltas were on their way.
      this.sinks.get(tag)?.sink.delta(delta, position);
      return;
    }
    guarded(
      (error) => this.host.report(error),
      () => this.onDelta?.(delta),
    );
    this.deltaReceived.dispatch(delta, position);
  }

  private advance(notification: Notification): void {
    const position = textOf(notification.position);
    if (position === undefined) {
      return;
    }
    if (typeof notification.tag === "string") {
      this.sinks.get(notification.tag)?.sink.position(position);
      return;
    }
    for (const { sink } of this.sinks.values()) {
      sink.position(position);
    }
    this.positionReceived.dispatch(position);
  }

  private resync(message: Resync): void {
    const own = [...this.sinks].find(([tag, { token }]) => tag === message.tag || token === message.token);
    if (own !== undefined) {
      own[1].sink.resync(message);
    } else if (!message.tag?.startsWith?.(ownTags)) {
      this.acquired.delete(message.token);
      this.resyncReceived.dispatch(message);
    }
  }

  override onOpen(): void {
    super.onOpen();
    for (const watcher of this.watchers) {
      watcher.opened();
    }
  }

  override onDoubt(doubtful: boolean): void {
    for (const watcher of this.watchers) {
      watcher.doubted(doubtful);
    }
  }

  override onLoss(error: SnorkyError): void {
    super.onLoss(error);
    const lost = [...this.acquired];
    this.acquired.clear();
    for (const watcher of this.watchers) {
      watcher.lost();
    }
    for (const [token, resumable] of lost) {
      this.subscriptionLost.dispatch({ token, resumable });
    }
  }
}

/** What the tags begin with that this client gives by itself. */
const ownTags = "live-";

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
