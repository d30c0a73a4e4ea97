import { expect } from "vitest";
import { SnorkyError } from "../../src/errors.js";
import { DataSync, PubSub, RPCService, type ServiceClasses, Snorky } from "../../src/index.js";
import { isObject, type Json, type JsonObject } from "../../src/json.js";
import { FakeClock } from "./fake-clock.js";
import { FakeServer } from "./fake-socket.js";
import type { Envelope, Request } from "./wire.js";

type Outcome = { readonly data: Json } | { readonly error: unknown };

interface Call {
  /** The number the client gave the call, where the example has its own. */
  readonly ownId: number;
  outcome: Outcome | null;
}

/** A real client that lives through an example, on a socket that the example plays. */
export class WireClient {
  private readonly clock = new FakeClock();
  private readonly server = new FakeServer();
  private readonly snorky: Snorky<ServiceClasses>;
  private readonly calls = new Map<unknown, Call>();
  private readonly notified: Envelope[] = [];
  private readonly special: unknown[] = [];
  private readonly complaints: SnorkyError[] = [];

  constructor(commandsByService: ReadonlyMap<string, ReadonlySet<string>>) {
    const classes: Record<string, typeof RPCService> = { pubsub: PubSub, datasync: DataSync };
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
    const { pubsub, datasync } = this.snorky.services as unknown as { pubsub: PubSub; datasync: DataSync };
    pubsub.messagePublished.add((message) => this.special.push(message));
    datasync.deltaReceived.add((delta, position) => this.special.push({ type: "delta", delta, position }));
  }

  /** Makes the call through the service object; the frame must be the example's. */
  async sends(envelope: Envelope, request: Request): Promise<void> {
    const socket = await this.socket();
    const before = socket.sent.length;
    const service = this.snorky.services[envelope.service] as unknown as Record<
      string,
      (params: JsonObject) => Promise<Json>
    > &
      RPCService;
    const call: Call = { ownId: Number.NaN, outcome: null };
    const method = service[request.command];
    const answer =
      typeof method === "function"
        ? method.call(service, request.params)
        : service.call(request.command, request.params);
    answer.then(
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
      if (["pubsub/message", "datasync/delta"].includes(`${envelope.service}/${message.type}`)) {
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
