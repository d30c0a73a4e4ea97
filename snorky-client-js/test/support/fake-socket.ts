import type { SocketClass, SocketLike } from "../../src/transport/socket.js";
import { settled } from "./fake-clock.js";

/** The server's end of the sockets a client opens, as a test plays it. */
export class FakeServer {
  /** All sockets that were ever opened, oldest first. */
  readonly sockets: FakeSocket[] = [];

  /** The class to hand to the client. */
  readonly socketClass: SocketClass;

  constructor() {
    const { sockets } = this;
    this.socketClass = class extends FakeSocket {
      constructor(url: string) {
        super(url);
        sockets.push(this);
      }
    };
  }

  /** The newest socket. */
  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (socket === undefined) {
      throw new Error("The client has opened no socket");
    }
    return socket;
  }

  /** Accepts the newest socket. */
  async accept(): Promise<FakeSocket> {
    this.socket.onopen?.({});
    await settled();
    return this.socket;
  }
}

/** A request as it left the client. */
export interface SentRequest {
  readonly service: string;
  readonly message: {
    readonly command: string;
    readonly params: Record<string, unknown>;
    readonly callId: number;
  };
}

/** A socket without a network. */
export class FakeSocket implements SocketLike {
  onopen: ((event: unknown) => unknown) | null = null;
  onmessage: ((event: { data: unknown }) => unknown) | null = null;
  onclose: ((event: { code: number; reason: string }) => unknown) | null = null;
  onerror: ((event: unknown) => unknown) | null = null;
  /** Whether the client has closed it. */
  closedByClient = false;
  /** Everything the client sent, parsed. */
  readonly sent: SentRequest[] = [];

  constructor(readonly url: string) {}

  send(data: string): void {
    this.sent.push(JSON.parse(data));
  }

  close(): void {
    this.closedByClient = true;
  }

  /** The newest request of a command. */
  request(command: string): SentRequest {
    const request = this.sent.filter(({ message }) => message.command === command).at(-1);
    if (request === undefined) {
      throw new Error(`No ${command} among ${JSON.stringify(this.sent)}`);
    }
    return request;
  }

  /** How many requests of a command there were. */
  count(command: string): number {
    return this.sent.filter(({ message }) => message.command === command).length;
  }

  /** Sends raw text to the client. */
  async text(data: unknown): Promise<void> {
    this.onmessage?.({ data });
    await settled();
  }

  /** Sends a message of a service. */
  message(service: string, message: unknown): Promise<void> {
    return this.text(JSON.stringify({ service, message }));
  }

  /** Answers the newest request of a command. */
  answer(command: string, data: unknown = null): Promise<void> {
    const { service, message } = this.request(command);
    return this.message(service, { type: "response", callId: message.callId, data });
  }

  /** Fails the newest request of a command. */
  refuse(command: string, text: string, code?: string): Promise<void> {
    const { service, message } = this.request(command);
    return this.message(service, { type: "error", callId: message.callId, message: text, code });
  }

  /** Sends a delta of datasync, under the tag the newest acquisition asked for. */
  delta(delta: Record<string, unknown>, position: string): Promise<void> {
    const { tag } = this.request("acquireSubscription").message.params;
    return this.message("datasync", { type: "delta", delta: { ...delta, tag }, position });
  }

  /** Closes it from the server's side. */
  async drop(code = 1006, reason = ""): Promise<void> {
    this.onclose?.({ code, reason });
    await settled();
  }
}
