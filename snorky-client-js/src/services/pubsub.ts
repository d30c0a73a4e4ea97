import type { SnorkyError } from "../errors.js";
import type { Json } from "../json.js";
import { Signal } from "../signal.js";
import {
  type ChannelParams,
  Channels,
  type Gap,
  type HistoryAnswer,
  type Resubscription,
} from "./channels.js";
import { type Notification, RPCService } from "./rpc-service.js";

/** A message published in a channel. */
export interface PublishedMessage {
  readonly type: "message";
  readonly channel: Json;
  readonly message: Json;
  /** Where it stands in the channel's history, if the channel keeps one. */
  readonly position?: string;
}

/** Publish and subscribe by channel; a channel is any JSON value. */
export class PubSub extends RPCService {
  /** Every message of the subscribed channels, also those that were missed and came later from the history. */
  readonly messagePublished = new Signal<[PublishedMessage]>((error) => this.host.report(error));

  /**
   * The connection was away and its channels are subscribed again, or a gap opened; it tells where there may be one.
   */
  readonly reconnected = new Signal<[Resubscription]>((error) => this.host.report(error));

  private readonly channels = new Channels<PublishedMessage>({
    host: this.host,
    enter: "subscribe",
    leave: "unsubscribe",
    inAlready: "already_subscribed",
    notIn: "not_subscribed",
    invoke: (command, params, reply) => this.invoke(command, params, reply),
    deliver: (message) => this.messagePublished.dispatch(message),
    returned: (resubscription) => this.reconnected.dispatch(resubscription),
  });

  /**
   * Subscribes a channel, also across lost connections, until {@link unsubscribe}. With a position, null included,
   * what the channel keeps comes through {@link messagePublished} first.
   */
  subscribe(params: ChannelParams): Promise<HistoryAnswer<PublishedMessage> | null> {
    return this.channels.enter(params);
  }

  /** Ends the subscription of a channel. */
  unsubscribe(params: { readonly channel: Json }): Promise<null> {
    return this.channels.leave(params.channel);
  }

  /** Publishes a message in a channel. */
  async publish(params: { readonly channel: Json; readonly message: Json }): Promise<null> {
    await this.call("publish", params);
    return null;
  }

  override onNotification(notification: Notification): void {
    if (notification.type === "message") {
      this.channels.received(notification as unknown as PublishedMessage);
    } else if (notification.type === "gap") {
      this.channels.missed(notification as unknown as Gap);
    }
  }

  override onOpen(): void {
    super.onOpen();
    this.channels.opened();
  }

  override onLoss(error: SnorkyError): void {
    super.onLoss(error);
    this.channels.lost();
  }
}
