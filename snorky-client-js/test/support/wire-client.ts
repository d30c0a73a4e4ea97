import { expect } from "vitest";
import { SnorkyError } from "../../src/errors.js";
import {
  Chat,
  Cursors,
  DataSync,
  Messaging,
  PubSub,
  RPCService,
  type ServiceClasses,
  Snorky,
} from "../../src/index.js";
import { isObject, type Json, type JsonObject } from "../../src/json.js";
import { FakeClock } from "./fake-clock.js";
import { FakeServer } from "./fake-socket.js";
import type { Envelope, Request } from "./wire.js";
import { WireCursors } from "./wire-cursors.js";

type Outcome = { readonly data: Json } | { readonly error: unknown };

interface Call {
  /** The number the client gave the call, where the example has its own. */
  readonly ownId: number;
  outcome: Outcome | null;
}

type BuiltIn = {
  readonly pubsub: PubSub;
  readonly datasync: DataSync;
  readonly chat: Chat;
  readonly messaging: Messaging;
  readonly cursors: Cursors;
};

/** Notifications that have a signal of their own. */
const understood = new Set([
  "pubsub/message",
  "datasync/delta",
  "chat/message",
  "chat/presence",
  "chat/read",
  "messaging/message",
  "cursors/cursorAdded",
  "cursors/cursorUpdated",
  "cursors/cursorRemoved",
]);

/** A real client that lives through an example, on a socket that the example plays. */
export class WireClient {
  private readonly clock = new FakeClock();
  private readonly server = new FakeServer();
  private readonly snorky: Snorky<ServiceClasses>;
  private readonly calls = new Map<unknown, Call>();
  private readonly notified: Envelope[] = [];
  private readonly cursors: WireCursors;
  private readonly special: unknown[] = [];
  private readonly complaints: SnorkyError[] = [];

  constructor(commandsByService: ReadonlyMap<string, ReadonlySet<string>>) {
    const classes: Record<string, typeof RPCService> = {
      pubsub: PubSub,
      datasync: DataSync,
      chat: Chat,
      messaging: Messaging,
      cursors: Cursors,
    };
    for (const [service, commands] of commandsByService) {
      classes[service] ??= class extends RPCService {}.addRPCMethods([...commands]) as typeof RPCService;
    }
    this.snorky = new Snorky<ServiceClasses>(this.server.socketClass, "ws://wire/ws", classes, {
      clock: this.clock,
      random: () => 0,
      hints: () => () => {},
    });
    this.snorky.errorOccurred.add((error) => this.complaints.push(error));
    for (const [service, instance] of Object.entries(this.snorky.services)) {
      (instance as RPCService).notificationReceived.add((message) =>
        this.notified.push({ service, message }),
      );
    }
    const { pubsub, datasync, chat, messaging, cursors } = this.snorky.services as unknown as BuiltIn;
    this.cursors = new WireCursors(cursors, (message) => this.special.push(message));
    pubsub.messagePublished.add((message) => this.special.push(message));
    chat.messageReceived.add((message) => this.special.push(message));
    chat.presenceReceived.add((message) => this.special.push(message));
    chat.readReceived.add((message) => this.special.push(message));
    messaging.messageReceived.add((message) => this.special.push(message));
    datasync.deltaReceived.add((delta, position) => this.special.push({ type: "delta", delta, position }));
  }

  /** Makes the call through the service object; the frame must be the example's. */
  async sends(envelope: Envelope, request: Request): Promise<void> {
    const socket = await this.socket();
    const before = socket.sent.length;
    const call: Call = { ownId: Number.NaN, outcome: null };
    this.make(envelope.service, request).then(
      (data) => {
        call.outcome = { data };
      },
      (error: unknown) => {
        call.outcome = { error };
      },
    );
    expect(socket.sent).toHaveLength(before + 1);
    const sent = socket.sent.at(-1) as Envelope & { message: Request };
    expect(sent.message.callId).toBeTypeOf("number");
    expect({ ...sent, message: { ...sent.message, callId: request.callId } }).toEqual(envelope);
    this.calls.set(request.callId, Object.assign(call, { ownId: sent.message.callId }));
  }

  private make(name: string, { command, params }: Request): Promise<Json> {
    const service = this.snorky.services[name] as unknown as RPCService &
      Record<string, (params: JsonObject) => Promise<Json>>;
    if (name === "cursors") {
      return this.cursors.make(command, params);
    }
    const method = service[command];
    return typeof method === "function" ? method.call(service, params) : service.call(command, params);
  }

  /** Receives a message; whoever waits for it must hear it. */
  async gets(envelope: Envelope): Promise<void> {
    const socket = await this.socket();
    const message = envelope.message;
    if (!isObject(message)) {
      throw new Error(`No message of an RPC service: ${JSON.stringify(message)}`);
    }
    const call = "callId" in message ? this.calls.get(message.callId) : undefined;
    const counts = [this.notified.length, this.special.length, this.complaints.length];
    await socket.message(envelope.service, call === undefined ? message : { ...message, callId: call.ownId });
    if (call !== undefined) {
      this.settles(call, message);
    } else if (message.type === "error" && !("callId" in message)) {
      this.complains(message);
    } else if (message.type !== "response" && message.type !== "error") {
      expect(this.notified.at(-1)).toEqual(envelope);
      if (understood.has(`${envelope.service}/${message.type}`)) {
        expect(this.special.at(-1)).toEqual(message);
        expect(this.special).toHaveLength((counts[1] as number) + 1);
      }
      expect(this.complaints).toHaveLength(counts[2] as number);
    }
  }

  /** The connection goes; calls that wait for an answer must say so. */
  async disconnects(): Promise<void> {
    const socket = await this.socket();
    await socket.drop();
    for (const call of this.calls.values()) {
      call.outcome ??= { error: new Error("still waiting") };
      expect(call.outcome).not.toEqual({ error: new Error("still waiting") });
    }
  }

  /** Ends the client; nothing it does may be left undone. */
  close(): void {
    this.snorky.disconnect();
    expect(this.clock.pending).toBe(0);
  }

  private settles(call: Call, message: Record<string, unknown>): void {
    if (message.type === "response") {
      expect(call.outcome).toEqual({ data: message.data });
    } else {
      const { error } = call.outcome as { error: unknown };
      expect(error).toBeInstanceOf(SnorkyError);
      expect(error).toMatchObject({ code: message.code, message: message.message });
    }
  }

  private complains(message: Record<string, unknown>): void {
    expect(this.complaints.at(-1)).toMatchObject({ code: message.code, message: message.message });
  }

  /** The socket of now, after the client has come back by itself where it had to. */
  private async socket() {
    if (this.snorky.state === "waiting") {
      await this.clock.advance(0);
    }
    return this.snorky.isConnected ? this.server.socket : this.server.accept();
  }
}
