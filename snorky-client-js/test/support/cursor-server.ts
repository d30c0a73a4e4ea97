import type { JsonObject } from "../../src/json.js";
import type { CursorState } from "../../src/services/cursors/foreign-cursor.js";
import type { FakeSocket } from "./fake-socket.js";

type Mutable = { -readonly [K in keyof CursorState]: CursorState[K] };

/**
 * A cursors server of one document, with one real client and others that are played. What it sends is on its way
 * until the test lets it arrive, and what is on its way when a connection goes is lost.
 */
export class CursorServer {
  /** All cursors in the document, by handle. */
  readonly cursors = new Map<number, Mutable>();

  private readonly own = new Map<unknown, number>();
  private joined = false;
  private read = 0;
  private handles = 0;
  private onTheWay: JsonObject[] = [];

  constructor(private socket: FakeSocket) {}

  /** Another client makes a cursor, moves one, or removes one. */
  otherActs(random: () => number): void {
    const others = [...this.cursors.values()].filter(({ owner }) => owner !== "me");
    const chosen = others[Math.floor(random() * others.length)];
    if (chosen === undefined || random() < 0.3) {
      const cursor = this.add(`other ${Math.floor(random() * 3)}`, random(), "idle");
      this.tell({ type: "cursorAdded", cursor });
    } else if (random() < 0.7) {
      chosen.position = random();
      this.tell({ type: "cursorUpdated", cursor: { ...chosen } as unknown as JsonObject });
    } else {
      this.cursors.delete(chosen.publicHandle);
      this.tell({
        type: "cursorRemoved",
        cursor: { publicHandle: chosen.publicHandle, document: "doc" },
      });
    }
  }

  /** Does what the next request asks for; whether there was one. */
  serve(): boolean {
    const request = this.socket.sent[this.read];
    if (request === undefined) {
      return false;
    }
    this.read += 1;
    const { command, params, callId } = request.message;
    const [type, key, value] = this.answer(command, params);
    this.onTheWay.push({ type, callId, [key]: value } as JsonObject);
    return true;
  }

  /** Lets the next message arrive; whether there was one. */
  async arrive(): Promise<boolean> {
    const message = this.onTheWay.shift();
    if (message === undefined) {
      return false;
    }
    await this.socket.message("cursors", message);
    return true;
  }

  /** Goes on with another connection of the client; a server that has restarted knows nobody's cursors. */
  connected(socket: FakeSocket, restarted: boolean): void {
    this.socket = socket;
    this.joined = false;
    this.read = 0;
    this.onTheWay = [];
    for (const handle of this.own.values()) {
      this.cursors.delete(handle);
    }
    this.own.clear();
    if (restarted) {
      this.cursors.clear();
      this.handles = 0;
    }
  }

  private answer(command: string, params: Record<string, unknown>): readonly [string, string, unknown] {
    const handle = this.own.get(params.privateHandle);
    if (command === "join") {
      this.joined = true;
      return ["response", "data", { cursors: [...this.cursors.values()].map((cursor) => ({ ...cursor })) }];
    }
    if (command === "createCursor") {
      if (!this.joined || handle !== undefined) {
        return ["error", "message", this.joined ? "Reused handle" : "Not joined"];
      }
      const cursor = this.add("me", params.position, params.status);
      this.own.set(params.privateHandle, cursor.publicHandle as number);
      return ["response", "data", cursor.publicHandle];
    }
    const cursor = this.cursors.get(handle ?? -1);
    if (cursor === undefined) {
      return ["error", "message", "No such cursor"];
    }
    if (command === "updateCursor") {
      Object.assign(cursor, params.newData);
    } else {
      this.own.delete(params.privateHandle);
      this.cursors.delete(cursor.publicHandle);
    }
    return ["response", "data", null];
  }

  private add(owner: string, position: unknown, status: unknown): JsonObject {
    this.handles += 1;
    const cursor = { publicHandle: this.handles, document: "doc", position, status, owner } as Mutable;
    this.cursors.set(this.handles, cursor);
    return { ...cursor } as unknown as JsonObject;
  }

  private tell(notification: JsonObject): void {
    if (this.joined) {
      this.onTheWay.push(notification);
    }
  }
}
