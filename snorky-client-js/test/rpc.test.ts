import { beforeEach, describe, expect, it } from "vitest";
import { RPCService, Snorky, SnorkyError, type SnorkyOptions } from "../src/index.js";
import { FakeClock } from "./support/fake-clock.js";
import { FakeServer } from "./support/fake-socket.js";

const Chat = class extends RPCService {}.addRPCMethods(["join", "send"]);

describe("a call", () => {
  let clock: FakeClock;
  let server: FakeServer;

  beforeEach(() => {
    clock = new FakeClock();
    server = new FakeServer();
  });

  function client(options: SnorkyOptions = {}) {
    return new Snorky(
      server.socketClass,
      "ws://page/ws",
      { chat: Chat },
      { clock, random: () => 1, hints: () => () => {}, ...options },
    );
  }

  it("resolves with the data of its own answer", async () => {
    const { chat } = client().services;
    const socket = await server.accept();
    const [first, second] = [chat.join({ channel: "a" }), chat.join({ channel: "b" })];
    await socket.message("chat", { type: "response", callId: 1, data: "b" });
    await socket.message("chat", { type: "response", callId: 0, data: "a" });
    await expect(Promise.all([first, second])).resolves.toEqual(["a", "b"]);
  });

  it("rejects with the server's code and text", async () => {
    const { chat } = client().services;
    const socket = await server.accept();
    const joining = chat.join();
    await socket.refuse("join", "Already joined", "already_joined");
    await expect(joining).rejects.toMatchObject({ code: "already_joined", message: "Already joined" });
    await expect(joining).rejects.toBeInstanceOf(SnorkyError);
  });

  it("has a code even from a server that knows none", async () => {
    const { chat } = client().services;
    const socket = await server.accept();
    const joining = chat.join();
    await socket.refuse("join", "Already joined");
    await expect(joining).rejects.toMatchObject({ code: "already_joined" });
  });

  it("rejects when the connection goes before its answer", async () => {
    const { chat } = client().services;
    const socket = await server.accept();
    const joining = expect(chat.join()).rejects.toMatchObject({ code: "connection_lost" });
    await socket.drop();
    await joining;
  });

  it("waits for a connection, also through failed attempts", async () => {
    const { chat } = client().services;
    const joining = chat.join();
    await server.socket.drop();
    await clock.advance(1_000);
    const socket = await server.accept();
    await socket.answer("join", "in");
    await expect(joining).resolves.toBe("in");
  });

  it("rejects when more waits than the bounds allow", async () => {
    const { chat } = client({ maxQueuedMessages: 1 }).services;
    void chat.join();
    await expect(chat.join()).rejects.toMatchObject({ code: "queue_full" });
    const socket = await server.accept();
    expect(socket.count("join")).toBe(1);
  });

  it("rejects when the client is closed", async () => {
    const snorky = client();
    const joining = expect(snorky.services.chat.join()).rejects.toMatchObject({ code: "closed" });
    snorky.disconnect();
    await joining;
  });

  it("rejects when its time is over, and is not sent any more", async () => {
    const { chat } = client({ callTimeout: 3_000 }).services;
    const joining = expect(chat.join()).rejects.toMatchObject({ code: "timeout" });
    await clock.advance(3_000);
    await joining;
    const socket = await server.accept();
    expect(socket.sent).toEqual([]);
  });

  it("ignores an answer that comes after its time", async () => {
    const { chat } = client({ callTimeout: 3_000 }).services;
    const socket = await server.accept();
    const joining = expect(chat.join()).rejects.toMatchObject({ code: "timeout" });
    await clock.advance(3_000);
    await joining;
    await socket.answer("join", "late");
  });

  it("rejects when its parameters are no JSON", async () => {
    const { chat } = client().services;
    await server.accept();
    const knot: Record<string, unknown> = {};
    knot.self = knot;
    await expect(chat.join(knot as never)).rejects.toThrow(TypeError);
  });
});

describe("a service", () => {
  it("reports a message that is none of an RPC service", async () => {
    const server = new FakeServer();
    const snorky = new Snorky(server.socketClass, "ws://page/ws", { chat: Chat }, { hints: () => () => {} });
    const problems: unknown[] = [];
    snorky.errorOccurred.add((error) => problems.push(error));
    const socket = await server.accept();
    await socket.message("chat", "hello");
    await socket.message("chat", { text: "hello" });
    expect(problems).toMatchObject([{ code: "malformed_message" }, { code: "malformed_message" }]);
    snorky.disconnect();
  });

  it("refuses to overwrite the methods it has", () => {
    expect(() => Chat.addRPCMethods(["join"])).toThrow('Method "join" already exists');
    expect(() => Chat.addRPCMethods(["sendMessage"])).toThrow('Method "sendMessage" already exists');
  });

  it("may be one that is not RPC at all", async () => {
    const heard: unknown[] = [];
    class Echo extends Snorky.Service {
      override onMessage(message: unknown): void {
        heard.push(message);
      }
    }
    const server = new FakeServer();
    const snorky = new Snorky(server.socketClass, "ws://page/ws", { echo: Echo }, { hints: () => () => {} });
    const socket = await server.accept();
    snorky.services.echo.sendMessage("hello");
    await socket.message("echo", ["hello"]);
    expect(socket.sent).toEqual([{ service: "echo", message: "hello" }]);
    expect(heard).toEqual([["hello"]]);
    snorky.disconnect();
  });
});
