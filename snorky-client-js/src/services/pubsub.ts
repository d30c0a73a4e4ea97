import type { SnorkyError } from "../errors.js";
import { canonical, type Json } from "../json.js";
import { Signal } from "../signal.js";
import { type Notification, RPCService } from "./rpc-service.js";

/** A message published in a channel. */
export interface PublishedMessage {
  readonly type: "message";
  readonly channel: Json;
  readonly message: Json;
}

/** What became of the subscriptions when the connection came back. */
export interface Resubscription {
  /** The channels subscribed again. What was published in between is lost: fetch it if it matters. */
  readonly channels: readonly Json[];
  /** The channels the server refused. */
  readonly failed: readonly { readonly channel: Json; readonly error: SnorkyError }[];
}

/** Publish and subscribe by channel; a channel is any JSON value. */
export class PubSub extends RPCService {
  /** Every message of the subscribed channels. */
  readonly messagePublished = new Signal<[PublishedMessage]>((error) => this.host.report(error));

  /** The connection was away and its channels are subscribed again: there may be a gap in what they said. */
  readonly reconnected = new Signal<[Resubscription]>((error) => this.host.report(error));

  private readonly channels = new Map<string, Json>();

  /** Subscribes a channel, also across lost connections, until {@link unsubscribe}. */
  async subscribe(params: { readonly channel: Json }): Promise<null> {
    await this.call("subscribe", params);
    this.channels.set(canonical(params.channel), params.channel);
    return null;
  }

  /** Ends the subscription of a channel. */
  async unsubscribe(params: { readonly channel: Json }): Promise<null> {
    await this.call("unsubscribe", params);
    this.channels.delete(canonical(params.channel));
    return null;
  }

  /** Publishes a message in a channel. */
  async publish(params: { readonly channel: Json; readonly message: Json }): Promise<null> {
    await this.call("publish", params);
    return null;
  }

  override onNotification(notification: Notification): void {
    if (notification.type === "message") {
      this.messagePublished.dispatch(notification as unknown as PublishedMessage);
    }
  }

  override onOpen(): void {
    super.onOpen();
    if (this.channels.size > 0) {
      void this.resubscribe([...this.channels]);
    }
  }

  private async resubscribe(wanted: readonly (readonly [string, Json])[]): Promise<void> {
    const channels: Json[] = [];
    const failed: { channel: Json; error: SnorkyError }[] = [];
    await Promise.all(
      wanted.map(async ([name, channel]) => {
        try {
          await this.call("subscribe", { channel });
          channels.push(channel);
        } catch (cause) {
          const error = cause as SnorkyError;
          if (error.code === "already_subscribed") {
            channels.push(channel);
          } else {
            failed.push({ channel, error });
            if (error.code !== "connection_lost" && error.code !== "closed") {
              this.channels.delete(name);
            }
          }
        }
      }),
    );
    if (!failed.some(({ error }) => error.code === "connection_lost" || error.code === "closed")) {
      this.reconnected.dispatch({ channels, failed });
    }
  }
}
