import { beforeEach, describe, expect, it } from "vitest";
import { Snorky, SnorkyError, type SnorkyOptions } from "../src/index.js";
import type { Address, SocketClass } from "../src/transport/socket.js";
import { FakeClock, settled } from "./support/fake-clock.js";
import { FakeServer } from "./support/fake-socket.js";

describe("a connection", () => {
  let clock: FakeClock;
  let server: FakeServer;
  let wake: () => void;
  let listening: boolean;

  beforeEach(() => {
    clock = new FakeClock();
    server = new FakeServer();
    listening = false;
  });

  function client(options: SnorkyOptions = {}, address: Address = "ws://page/ws", socketClass?: SocketClass) {
    const services = { pubsub: Snorky.PubSub };
    return new Snorky(socketClass ?? server.socketClass, address, services, {
      clock,
      random: () => 1,
      hints: (listener) => {
        wake = listener;
        listening = true;
        return () => {
          listening = false;
        };
      },
      ...options,
    });
  }

  it("is opened at once, to the address given", () => {
    client();
    expect(server.sockets.map(({ url }) => url)).toEqual(["ws://page/ws"]);
  });

  it("tells when it is there, after what waited has been sent", async () => {
    const snorky = client();
    const sentBefore: number[] = [];
    snorky.connected.add(() => sentBefore.push(server.socket.sent.length));
    void snorky.services.pubsub.publish({ channel: "a", message: 1 });
    expect(server.socket.sent).toEqual([]);
    await server.accept();
    expect(sentBefore).toEqual([1]);
    expect(snorky.isConnected).toBe(true);
  });

  describe("that is lost", () => {
    it("comes back by itself, with growing patience while nobody answers", async () => {
      const snorky = client();
      const losses: unknown[] = [];
      snorky.disconnected.add((loss) => losses.push(loss));
      await server.accept();
      await server.socket.drop(1006, "gone");
      expect(snorky.state).toBe("waiting");
      for (const delay of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
        const before = server.sockets.length;
        await clock.advance(delay - 1);
        expect(server.sockets).toHaveLength(before);
        await clock.advance(1);
        expect(server.sockets).toHaveLength(before + 1);
        await server.socket.drop();
      }
      expect(losses).toEqual([{ code: 1006, reason: "gone", connected: true, retryIn: 1_000 }]);
    });

    it.each([1012, 1013])("comes back spread over a window if the server said %i", async (code) => {
      client({ random: () => 0.5, restartSpread: 20_000 });
      await server.accept();
      await server.socket.drop(code);
      wake();
      await clock.advance(9_999);
      expect(server.sockets).toHaveLength(1);
      await clock.advance(1);
      expect(server.sockets).toHaveLength(2);
    });

    it("comes back when the server said it should, and then as after any loss", async () => {
      const snorky = client({ reconnectDelay: 500 });
      const losses: unknown[] = [];
      snorky.disconnected.add(({ retryIn }) => losses.push(retryIn));
      const socket = await server.accept();
      await socket.message("snorky", { type: "goingAway", comeBackIn: 4_321 });
      expect(snorky.isConnected).toBe(true);
      await socket.drop(1012);
      wake();
      await clock.advance(4_320);
      expect([server.sockets.length, losses]).toEqual([1, [4_321]]);
      await clock.advance(1);
      expect(server.sockets).toHaveLength(2);
      await server.socket.drop();
      await clock.advance(500);
      expect(server.sockets).toHaveLength(3);
    });

    it("stays away for no longer than five minutes, whatever the server says", async () => {
      client();
      const socket = await server.accept();
      await socket.message("snorky", { type: "goingAway", comeBackIn: 1e12 });
      await socket.drop(1012);
      await clock.advance(300_000);
      expect(server.sockets).toHaveLength(2);
    });

    it.each(["soon", null, undefined])("is not put off by a time that is none (%s)", async (comeBackIn) => {
      client({ restartSpread: 2_000 });
      const socket = await server.accept();
      await socket.message("snorky", { type: "goingAway", comeBackIn });
      await socket.drop(1012);
      await clock.advance(2_000);
      expect(server.sockets).toHaveLength(2);
    });

    it("forgets what a server said that did not go after all, or before the last connection", async () => {
      client();
      const socket = await server.accept();
      await socket.message("snorky", { type: "goingAway", comeBackIn: 60_000 });
      await socket.drop(1012);
      await clock.advance(60_000);
      await server.accept();
      await server.socket.drop();
      await clock.advance(1_000);
      expect(server.sockets).toHaveLength(3);
    });

    it("comes back sooner when something hints that the network is there", async () => {
      client({ reconnectDelay: 30_000 });
      await server.socket.drop();
      wake();
      await clock.advance(1_000);
      expect(server.sockets).toHaveLength(2);
    });

    it("does not come back later because of a hint", async () => {
      client({ reconnectDelay: 500 });
      await server.socket.drop();
      wake();
      await clock.advance(500);
      expect(server.sockets).toHaveLength(2);
    });
  });

  it("gives up an attempt that takes too long", async () => {
    client();
    await clock.advance(10_000);
    expect(server.socket.closedByClient).toBe(true);
    await clock.advance(1_000);
    expect(server.sockets).toHaveLength(2);
  });

  it("is asked for a sign of life when quiet, which any answer is", async () => {
    const snorky = client();
    const socket = await server.accept();
    const problems: unknown[] = [];
    snorky.errorOccurred.add((error) => problems.push(error));
    await clock.advance(15_000);
    await socket.refuse("ping", "No such service", "no_such_service");
    await clock.advance(14_000);
    expect(snorky.isConnected).toBe(true);
    expect(problems).toEqual([]);
  });

  it("is let go when it gives no sign, though it never closes", async () => {
    const snorky = client();
    const socket = await server.accept();
    await clock.advance(24_999);
    expect(snorky.isConnected).toBe(true);
    await clock.advance(1);
    expect(snorky.isConnected).toBe(false);
    expect(socket.closedByClient).toBe(true);
    await clock.advance(1_000);
    expect(server.sockets).toHaveLength(2);
  });

  it.each([
    [5_000, 2_000],
    [60_000, 20_000],
  ])("is found dead within the time that is set (%i and %i)", async (quietAfter, replyWithin) => {
    const snorky = client({ quietAfter, replyWithin });
    await server.accept();
    await clock.advance(quietAfter + replyWithin - 1);
    expect(snorky.isConnected).toBe(true);
    await clock.advance(1);
    expect(snorky.isConnected).toBe(false);
  });

  it("is tested at once when the page is looked at again", async () => {
    client();
    const socket = await server.accept();
    wake();
    expect(socket.count("ping")).toBe(1);
  });

  it("takes nothing from a socket it has let go", async () => {
    const snorky = client();
    const socket = await server.accept();
    const { onclose, onmessage } = socket;
    await clock.advance(26_000);
    await server.accept();
    onclose?.({ code: 1006, reason: "" });
    onmessage?.({ data: "?" });
    expect(snorky.isConnected).toBe(true);
  });

  describe("whose address is a function", () => {
    it("asks it before every attempt, for a fresh token", async () => {
      let token = 0;
      client({}, async () => {
        token += 1;
        return `ws://page/ws?access_token=${token}`;
      });
      await settled();
      await server.socket.drop(4401);
      await clock.advance(1_000);
      expect(server.sockets.map(({ url }) => url)).toEqual([
        "ws://page/ws?access_token=1",
        "ws://page/ws?access_token=2",
      ]);
    });

    it("says when it fails, and asks again", async () => {
      let asked = 0;
      const snorky = client({}, () => {
        asked += 1;
        throw new Error("no token today");
      });
      const problems: SnorkyError[] = [];
      snorky.errorOccurred.add((error) => problems.push(error));
      await settled();
      await clock.advance(1_000);
      expect(asked).toBe(2);
      expect(problems).toMatchObject([{ code: "connect_failed" }, { code: "connect_failed" }]);
    });

    it("opens no socket if it answers after the client was closed", async () => {
      const snorky = client({}, () => "ws://page/ws");
      snorky.disconnect();
      await settled();
      expect(server.sockets).toHaveLength(0);
    });
  });

  it("throws at once for an address that no socket takes", () => {
    class Picky {
      constructor() {
        throw new SyntaxError("not a URL");
      }
    }
    expect(() => client({}, "nonsense", Picky as unknown as SocketClass)).toThrow(SyntaxError);
    expect([listening, clock.pending]).toEqual([false, 0]);
  });

  describe("that is closed", () => {
    it("leaves nothing behind and does not come back", async () => {
      const snorky = client();
      const socket = await server.accept();
      snorky.disconnect();
      expect(socket.closedByClient).toBe(true);
      expect([listening, clock.pending]).toEqual([false, 0]);
      await expect(snorky.services.pubsub.publish({ channel: 1, message: 1 })).rejects.toMatchObject({
        code: "closed",
      });
    });

    it("can be opened again", async () => {
      const snorky = client();
      snorky.disconnect();
      snorky.connect();
      await server.accept();
      expect(snorky.isConnected).toBe(true);
      expect(server.sockets).toHaveLength(2);
    });
  });

  it.each([
    ["text that is no JSON", "{"],
    ["JSON that is no envelope", "[1]"],
    ["an envelope without service", '{"message":1}'],
    ["bytes", new ArrayBuffer(2)],
  ])("says so when it gets %s, and lives on", async (_what, data) => {
    const snorky = client();
    const problems: SnorkyError[] = [];
    snorky.errorOccurred.add((error) => problems.push(error));
    const socket = await server.accept();
    await socket.text(data);
    expect(problems).toMatchObject([{ code: "malformed_message" }]);
    expect(problems[0]).toBeInstanceOf(SnorkyError);
    expect(snorky.isConnected).toBe(true);
  });

  it("passes on what the server says in its own name", async () => {
    const snorky = client();
    const problems: unknown[] = [];
    snorky.errorOccurred.add((error) => problems.push(error));
    const socket = await server.accept();
    await socket.message("snorky", {
      type: "error",
      message: "Malformed message",
      code: "malformed_message",
    });
    expect(problems).toMatchObject([{ code: "malformed_message", message: "Malformed message" }]);
  });
});
