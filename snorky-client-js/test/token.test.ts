import { beforeEach, describe, expect, it, vi } from "vitest";
import { Snorky, type SnorkyError, type SnorkyOptions } from "../src/index.js";
import { FakeClock, settled } from "./support/fake-clock.js";
import { FakeServer, type FakeSocket } from "./support/fake-socket.js";

describe("a client with tokens", () => {
  let clock: FakeClock;
  let server: FakeServer;
  let asked: number;
  let source: () => string | Promise<string>;
  let errors: SnorkyError[];

  beforeEach(() => {
    clock = new FakeClock();
    server = new FakeServer();
    asked = 0;
    errors = [];
    source = () => {
      asked += 1;
      return `token ${asked}`;
    };
  });

  async function client(options: SnorkyOptions = {}, address = "ws://page/ws") {
    const snorky = new Snorky(
      server.socketClass,
      address,
      { pubsub: Snorky.PubSub },
      {
        clock,
        random: () => 1,
        hints: () => () => {},
        token: () => source(),
        quietAfter: 1e9,
        ...options,
      },
    );
    snorky.errorOccurred.add((error) => errors.push(error));
    await settled();
    return snorky;
  }

  /** Accepts, and says how long the token is good. */
  async function accept(expiresIn = 100_000): Promise<FakeSocket> {
    const socket = await server.accept();
    await socket.message("snorky", { type: "token", expiresIn });
    return socket;
  }

  const urls = () => server.sockets.map(({ url }) => url);

  it("shows one when it connects", async () => {
    await client();
    expect(urls()).toEqual(["ws://page/ws?access_token=token%201"]);
  });

  it("keeps what stands in the query already", async () => {
    await client({}, "ws://page/ws?a=b");
    expect(urls()).toEqual(["ws://page/ws?a=b&access_token=token%201"]);
  });

  it("may have a single one", async () => {
    await client({ token: "mine" });
    const socket = await accept(4_000);
    await clock.advance(4_000);
    expect(socket.count("refresh")).toBe(0);
    await socket.drop(4001);
    await clock.advance(1_000);
    expect(urls()).toEqual(["ws://page/ws?access_token=mine", "ws://page/ws?access_token=mine"]);
  });

  describe("that expire", () => {
    it("replaces one in place before its end, again and again", async () => {
      const snorky = await client({ random: () => 0 });
      const socket = await accept();
      await clock.advance(74_999);
      expect(socket.count("refresh")).toBe(0);
      await clock.advance(1);
      expect(socket.request("refresh").message.params).toEqual({ token: "token 2" });
      await socket.answer("refresh", { expiresIn: 40_000 });
      await clock.advance(29_999);
      expect(socket.count("refresh")).toBe(1);
      await clock.advance(1);
      expect(socket.request("refresh").message.params).toEqual({ token: "token 3" });
      await socket.answer("refresh", { expiresIn: null });
      await clock.advance(1e7);
      expect([socket.count("refresh"), snorky.isConnected, errors]).toEqual([2, true, []]);
    });

    it("does so somewhat before three quarters of its time, each client at a moment of its own", async () => {
      await client({ random: () => 1 });
      const socket = await accept();
      await clock.advance(70_000);
      expect(socket.count("refresh")).toBe(1);
    });

    it("comes back at once with a new one when the server ends the connection", async () => {
      await client({ reconnectDelay: 30_000 });
      const socket = await accept();
      await clock.advance(20_000);
      await socket.drop(4001, "Token expired");
      await clock.advance(1_000);
      expect(urls()[1]).toBe("ws://page/ws?access_token=token%202");
    });

    it("does not hammer a server that ends each connection", async () => {
      await client();
      for (const delay of [1_000, 2_000, 4_000]) {
        const before = server.sockets.length;
        await server.accept();
        await server.socket.drop(4001);
        await clock.advance(delay - 1);
        expect(server.sockets).toHaveLength(before);
        await clock.advance(1);
        expect(server.sockets).toHaveLength(before + 1);
      }
    });

    it("gets a new one before it connects when the machine has slept", async () => {
      await client();
      const socket = await accept();
      await clock.sleep(3_600_000);
      await socket.drop(1006);
      await clock.advance(1_000);
      expect(urls()[1]).toBe(`ws://page/ws?access_token=token%20${asked}`);
      expect(asked).toBeGreaterThan(1);
    });
  });

  it("uses a fresh one again when the connection is lost", async () => {
    await client();
    const socket = await accept();
    await clock.advance(10_000);
    await socket.drop(1006);
    await clock.advance(1_000);
    expect(urls()[1]).toBe("ws://page/ws?access_token=token%201");
  });

  it("uses none again of which the server did not say how long it is good", async () => {
    await client();
    await server.accept();
    await server.socket.drop();
    await clock.advance(1_000);
    expect(urls()[1]).toBe("ws://page/ws?access_token=token%202");
  });

  it("gets a new one, with patience, when a handshake fails", async () => {
    await client();
    await accept();
    await server.socket.drop();
    await clock.advance(1_000);
    await server.socket.drop();
    await clock.advance(1_999);
    expect(asked).toBe(1);
    await clock.advance(1);
    expect(urls()).toEqual([1, 1, 2].map((n) => `ws://page/ws?access_token=token%20${n}`));
  });

  describe("whose source fails", () => {
    it("tells, and asks again with patience", async () => {
      source = () => {
        asked += 1;
        throw new Error("logged out");
      };
      const snorky = await client();
      expect([asked, server.sockets.length, snorky.state]).toEqual([1, 0, "waiting"]);
      await clock.advance(1_000);
      await clock.advance(2_000);
      expect(asked).toBe(3);
      expect(errors.map(({ code }) => code)).toEqual(["token_failed", "token_failed", "token_failed"]);
      source = () => "good";
      await clock.advance(4_000);
      expect(urls()).toEqual(["ws://page/ws?access_token=good"]);
    });

    it("keeps the connection while the old one lasts", async () => {
      const snorky = await client();
      const socket = await accept();
      source = () => Promise.reject(new Error("away"));
      await clock.advance(70_000);
      expect(errors.map(({ code }) => code)).toEqual(["token_failed"]);
      source = () => "good";
      await clock.advance(1_000);
      expect(socket.request("refresh").message.params).toEqual({ token: "good" });
      expect(snorky.isConnected).toBe(true);
    });

    it("gives up a source that never answers", async () => {
      await client({ connectTimeout: 5_000 });
      const socket = await accept();
      source = () => new Promise(() => {});
      await clock.advance(75_000);
      expect(errors.map(({ code }) => code)).toEqual(["token_failed"]);
      source = () => "good";
      await clock.advance(1_000);
      expect(socket.request("refresh").message.params).toEqual({ token: "good" });
    });

    it.each(["", undefined as never])("takes %j for none", async (nothing) => {
      source = () => nothing;
      await client();
      await clock.advance(1_000);
      expect([server.sockets.length, errors[0]?.code]).toEqual([0, "token_failed"]);
    });
  });

  it("tries another one when the server refuses one", async () => {
    const snorky = await client();
    const socket = await accept();
    await clock.advance(70_000);
    await socket.refuse("refresh", "Invalid access token", "invalid_access_token");
    expect(errors.map(({ code }) => code)).toEqual(["invalid_access_token"]);
    await clock.advance(1_000);
    expect(socket.request("refresh").message.params).toEqual({ token: "token 3" });
    expect(snorky.isConnected).toBe(true);
  });

  it("connects anew when the page's user is another one", async () => {
    await client();
    const socket = await accept();
    await clock.advance(70_000);
    await socket.refuse("refresh", "Another identity", "identity_changed");
    expect(socket.closedByClient).toBe(true);
    await clock.advance(1_000);
    expect(urls()[1]).toBe("ws://page/ws?access_token=token%203");
    expect(errors).toEqual([]);
  });

  it("does nothing more once it is closed", async () => {
    const snorky = await client();
    await accept();
    snorky.disconnect();
    expect(clock.pending).toBe(0);
    await clock.advance(1e6);
    expect(asked).toBe(1);
  });

  it("does not tell its token when there is no socket", async () => {
    const socketClass = class {
      constructor(url: string) {
        throw new SyntaxError(`The URL '${url}' is invalid`);
      }
    } as never;
    const snorky = new Snorky(socketClass, "nowhere", {}, { clock, token: "mine", hints: () => () => {} });
    snorky.errorOccurred.add((error) => errors.push(error));
    await settled();
    expect(errors.map(({ code, cause }) => [code, cause])).toEqual([["connect_failed", undefined]]);
    snorky.disconnect();
  });
});

describe("Snorky.tokenFrom", () => {
  const answers = (status: number, body: string) => {
    const fetched = vi.fn(async () => new Response(body, { status }));
    vi.stubGlobal("fetch", fetched);
    return fetched;
  };

  it("asks an endpoint", async () => {
    const fetched = answers(200, '{"token":"t1","expiresIn":1000}');
    await expect(Snorky.tokenFrom("/snorky/token")()).resolves.toBe("t1");
    expect(fetched).toHaveBeenCalledWith("/snorky/token", {
      method: "POST",
      credentials: "same-origin",
      cache: "no-store",
    });
  });

  it("takes what else the request needs, asked each time", async () => {
    const fetched = answers(200, '{"token":"t1"}');
    let csrf = 0;
    const next = Snorky.tokenFrom("/snorky/token", () => {
      csrf += 1;
      return { headers: { "X-CSRF": String(csrf) } };
    });
    await next();
    await next();
    expect(fetched).toHaveBeenLastCalledWith(
      "/snorky/token",
      expect.objectContaining({ method: "POST", headers: { "X-CSRF": "2" } }),
    );
  });

  it.each([
    [401, ""],
    [500, "oops"],
    [200, "no json"],
    [200, '{"token":1}'],
  ])("fails if the answer is %i %j", async (status, body) => {
    answers(status, body);
    await expect(Snorky.tokenFrom("/snorky/token")()).rejects.toMatchObject({ code: "token_failed", status });
  });

  it("fails if nobody answers", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")));
    await expect(Snorky.tokenFrom("/snorky/token")()).rejects.toMatchObject({ code: "token_failed" });
  });
});
