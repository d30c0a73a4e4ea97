import type { SnorkyError } from "../errors.js";
import { isObject, type Json } from "../json.js";
import { Signal } from "../signal.js";
import {
  type ChannelParams,
  Channels,
  type Gap,
  type HistoryAnswer,
  type Resubscription,
} from "./channels.js";
import { type Notification, RPCService } from "./rpc-service.js";

/** What somebody said in a channel. */
export interface ChatMessage {
  readonly type: "message";
  /** The identity of who said it. */
  readonly from: Json;
  readonly channel: Json;
  readonly body: Json;
  /** When the server got it, in ISO 8601. */
  readonly timestamp: string;
  /** Where it stands in the channel's history, if the channel keeps one. */
  readonly position?: string;
}

/** Somebody else came to a channel with a first client, or went with the last. */
export interface Presence {
  readonly type: "presence";
  readonly from: Json;
  readonly channel: Json;
  readonly status: "joined" | "left";
  readonly timestamp: string;
}

/** Another client of one's own identity has read a channel up to this moment. */
export interface ReadReceipt {
  readonly type: "read";
  readonly channel: Json;
  readonly timestamp: string;
}

/** What {@link Chat.join} gives. */
export interface JoinAnswer extends HistoryAnswer<ChatMessage> {
  /** The identities in the channel, one's own included. */
  readonly members: readonly Json[];
}

/** A channel and who is in it. */
export interface Room {
  readonly channel: Json;
  readonly members: readonly Json[];
}

/** What became of the channels when the connection came back, or where the server itself has lost messages. */
export interface Rejoining extends Resubscription {
  /** Who is in the channels that are joined again; who came and went meanwhile was not told. */
  readonly rooms: readonly Room[];
}

/** Channels with presence, for clients with an identity; a channel is any JSON value. */
export class Chat extends RPCService {
  /** What is said in the joined channels, one's own messages and those missed and kept by the history included. */
  readonly messageReceived = new Signal<[ChatMessage]>((error) => this.host.report(error));

  /** Who comes to the joined channels and who goes. */
  readonly presenceReceived = new Signal<[Presence]>((error) => this.host.report(error));

  /** What other clients of this identity have read. */
  readonly readReceived = new Signal<[ReadReceipt]>((error) => this.host.report(error));

  /**
   * The connection was away and its channels are joined again, or a gap opened; it tells who is there and where there
   * are gaps.
   */
  readonly reconnected = new Signal<[Rejoining]>((error) => this.host.report(error));

  private readonly channels = new Channels<ChatMessage>({
    host: this.host,
    enter: "join",
    leave: "leave",
    inAlready: "already_joined",
    notIn: "not_joined",
    invoke: (command, params, reply) => this.invoke(command, params, reply),
    deliver: (message) => this.messageReceived.dispatch(message),
    returned: (resubscription, answers) =>
      this.reconnected.dispatch({ ...resubscription, rooms: roomsOf(resubscription.channels, answers) }),
  });

  /**
   * Joins a channel, also across lost connections, until {@link leave}. With a position, null included, what the
   * channel keeps comes through {@link messageReceived} first, and nothing it keeps is missed from then on.
   */
  join(params: ChannelParams): Promise<JoinAnswer> {
    return this.channels.enter(params);
  }

  /** Leaves a channel. */
  leave(params: { readonly channel: Json }): Promise<null> {
    return this.channels.leave(params.channel);
  }

  /** Says something in a channel one has joined. */
  async send(params: { readonly channel: Json; readonly body: Json }): Promise<null> {
    await this.call("send", params);
    return null;
  }

  /** Tells the other clients of this identity that the channel has been read. */
  async read(params: { readonly channel: Json }): Promise<null> {
    await this.call("read", params);
    return null;
  }

  override onNotification(notification: Notification): void {
    if (notification.type === "message") {
      this.channels.received(notification as unknown as ChatMessage);
    } else if (notification.type === "presence") {
      this.presenceReceived.dispatch(notification as unknown as Presence);
    } else if (notification.type === "read") {
      this.readReceived.dispatch(notification as unknown as ReadReceipt);
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

function roomsOf(channels: readonly Json[], answers: readonly unknown[]): Room[] {
  return channels.flatMap((channel, i) => {
    const answer = answers[i];
    return isObject(answer) && Array.isArray(answer.members) ? [{ channel, members: answer.members }] : [];
  });
}
