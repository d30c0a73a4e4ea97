import SockJS from "sockjs-client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { Snorky, type SocketClass } from "../src/index.js";
import { RealServer } from "./support/real-server.js";

const transports: readonly [string, SocketClass, (port: number) => string][] = [
  ["WebSocket", WebSocket as unknown as SocketClass, (port) => `ws://127.0.0.1:${port}/ws`],
  ["SockJS", SockJS, (port) => `http://127.0.0.1:${port}/sockjs`],
];

describe.each(transports)("on a real %s", (_name, socketClass, address) => {
  let server: RealServer;
  let snorky: Snorky<{ pubsub: typeof Snorky.PubSub }>;
  let heard: unknown[];

  beforeEach(async () => {
    server = await RealServer.start();
    snorky = new Snorky(
      socketClass,
      address(server.port),
      { pubsub: Snorky.PubSub },
      { reconnectDelay: 20, restartSpread: 20, hints: () => () => {} },
    );
    heard = [];
    snorky.services.pubsub.messagePublished.add(({ message }) => heard.push(message));
  });

  afterEach(async () => {
    snorky.disconnect();
    await server.stop();
  });

  it("publishes and subscribes", async () => {
    const { pubsub } = snorky.services;
    await pubsub.subscribe({ channel: "news" });
    await pubsub.publish({ channel: "news", message: "hello" });
    await vi.waitFor(() => expect(heard).toEqual(["hello"]));
  });

  it("shows its token with everything it asks for", async () => {
    const tokens = ["first+/=", "second"];
    const guarded = await RealServer.start();
    const own = new Snorky(
      socketClass,
      address(guarded.port),
      { pubsub: Snorky.PubSub },
      { reconnectDelay: 20, restartSpread: 20, hints: () => () => {}, token: () => tokens.shift() ?? "" },
    );
    await own.services.pubsub.subscribe({ channel: "news" });
    expect(new Set(guarded.addresses.map(tokenOf))).toEqual(new Set(["first+/="]));
    const back = new Promise((resolve) => own.connected.addOnce(() => resolve(null)));
    guarded.cut();
    await back;
    expect(guarded.addresses.map(tokenOf)).toContain("second");
    own.disconnect();
    await guarded.stop();
  });

  it("comes back when the connection is cut, with its channels", async () => {
    const { pubsub } = snorky.services;
    await pubsub.subscribe({ channel: "news" });
    const back = new Promise((resolve) => pubsub.reconnected.addOnce(resolve));
    server.cut();
    await expect(back).resolves.toEqual({ channels: ["news"], gaps: ["news"], failed: [] });
    await pubsub.publish({ channel: "news", message: "again" });
    await vi.waitFor(() => expect(heard).toEqual(["again"]));
    expect(server.commands).toEqual(["subscribe", "subscribe", "publish"]);
  });

  it("comes back when the server was away, and sends what waited", async () => {
    const { pubsub } = snorky.services;
    await pubsub.subscribe({ channel: "news" });
    const { port } = server;
    await server.stop();
    await vi.waitFor(() => expect(snorky.isConnected).toBe(false));
    const published = pubsub.publish({ channel: "news", message: "waited" });
    server = await RealServer.start(port);
    await expect(published).resolves.toBeNull();
    expect(server.commands).toEqual(["subscribe", "publish"]);
  });
});

function tokenOf(address: string): string | null {
  return new URL(address, "http://localhost").searchParams.get("access_token");
}
