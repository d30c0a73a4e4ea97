import type { JsonObject } from "../../src/json.js";
import type { FakeSocket, SentRequest } from "./fake-socket.js";

interface Said {
  readonly number: number;
  readonly position: string;
}

/**
 * A chat server of one channel with a history, whose wire is slow: what it sends is on its way until the test lets
 * it arrive, and what is on its way when a connection goes is lost.
 */
export class ChannelServer {
  /** Everything that was ever said. */
  said: Said[] = [];
  /** How much of it is kept. */
  kept = Number.POSITIVE_INFINITY;

  private member = false;
  private read = 0;
  private onTheWay: JsonObject[] = [];

  constructor(private socket: FakeSocket) {}

  /** Somebody says something; a member is sent it. */
  say(): void {
    const said = { number: this.said.length, position: `epoch:${this.said.length}` };
    this.said.push(said);
    if (this.member) {
      this.onTheWay.push(messageOf(said));
    }
  }

  /** Does what the next request asks for; whether there was one. */
  serve(): boolean {
    const request = this.socket.sent[this.read];
    if (request === undefined) {
      return false;
    }
    this.read += 1;
    this.onTheWay.push({ type: "response", callId: request.message.callId, data: this.join(request) });
    return true;
  }

  /** Lets the next message arrive; whether there was one. */
  async arrive(): Promise<boolean> {
    const message = this.onTheWay.shift();
    if (message === undefined) {
      return false;
    }
    await this.socket.message("chat", message);
    return true;
  }

  /** Goes on with another connection of the client. */
  connected(socket: FakeSocket): void {
    this.socket = socket;
    this.member = false;
    this.read = 0;
    this.onTheWay = [];
  }

  private join({ message: { params } }: SentRequest): JsonObject {
    this.member = true;
    const first = Math.max(0, this.said.length - this.kept);
    const next = typeof params.position === "string" ? Number(params.position.split(":")[1]) + 1 : first;
    return {
      members: ["ann"],
      position: `epoch:${this.said.length - 1}`,
      messages: this.said.slice(Math.max(first, next)).map(messageOf),
      complete: next >= first,
    };
  }
}

function messageOf({ number, position }: Said): JsonObject {
  return { type: "message", from: "bob", channel: "tea", body: number, timestamp: "t", position };
}
