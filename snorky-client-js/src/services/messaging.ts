import type { SnorkyError } from "../errors.js";
import type { Json } from "../json.js";
import { Signal } from "../signal.js";
import { Holdings, isCutOff } from "./holdings.js";
import { type Notification, RPCService } from "./rpc-service.js";

/** A message from one participant to another. */
export interface ParticipantMessage {
  readonly type: "message";
  readonly sender: string;
  readonly dest: string;
  readonly body: Json;
}

/** What became of the names when the connection came back. */
export interface Reregistration {
  /** The names that are registered again. What was sent to them in between is lost. */
  readonly names: readonly string[];
  /** The names that the server refused; for now, if they are retried, or for good. */
  readonly failed: readonly {
    readonly name: string;
    readonly error: SnorkyError;
    readonly retrying: boolean;
  }[];
}

/** Participants, who have names and send to each other; one client may have several. */
export class Messaging extends RPCService {
  /** What is sent to the names registered here. */
  readonly messageReceived = new Signal<[ParticipantMessage]>((error) => this.host.report(error));

  /** The connection was away and its names are registered again: what was sent to them meanwhile is lost. */
  readonly reconnected = new Signal<[Reregistration]>((error) => this.host.report(error));

  private readonly names = new Holdings<string>(this.host, {
    ask: (name, reply) => this.invoke("registerParticipant", { name }, reply),
    // The name may still be on a connection of this client that the server has not found dead yet.
    passes: (error) => error.code === "name_taken",
    told: (regained, refused) =>
      this.reconnected.dispatch({
        names: regained.map(({ held }) => held),
        failed: refused.map(({ held: name, error, retrying }) => ({ name, error, retrying })),
      }),
  });

  /** Takes a name, also across lost connections, until {@link unregisterParticipant}. */
  async registerParticipant(params: { readonly name: string }): Promise<null> {
    await this.call("registerParticipant", params);
    this.names.put(params.name, params.name);
    return null;
  }

  /** Lets go of a name; where a lost connection has done so already, that is enough. */
  async unregisterParticipant({ name }: { readonly name: string }): Promise<null> {
    const held = this.names.get(name) !== undefined;
    this.names.delete(name);
    if (held && !this.host.connected) {
      return null;
    }
    try {
      await this.call("unregisterParticipant", { name });
    } catch (cause) {
      const error = cause as SnorkyError;
      if (!held) {
        throw error;
      }
      if (!isCutOff(error) && !notOurs.has(error.code)) {
        this.names.put(name, name);
        throw error;
      }
    }
    return null;
  }

  /** The names of all participants, sorted. */
  listParticipants(_params: Readonly<Record<string, never>> = {}): Promise<readonly string[]> {
    return this.call("listParticipants") as Promise<readonly string[]>;
  }

  /** Sends to another participant under a name registered here. */
  async send(params: { readonly sender: string; readonly dest: string; readonly body: Json }): Promise<null> {
    await this.call("send", params);
    return null;
  }

  override onNotification(notification: Notification): void {
    if (notification.type === "message") {
      this.messageReceived.dispatch(notification as unknown as ParticipantMessage);
    }
  }

  override onOpen(): void {
    super.onOpen();
    this.names.restore();
  }

  override onLoss(error: SnorkyError): void {
    super.onLoss(error);
    this.names.lost();
  }
}

/** What the server says where a name that should be let go was not registered here anyway. */
const notOurs = new Set(["unknown_participant", "invalid_participant"]);
