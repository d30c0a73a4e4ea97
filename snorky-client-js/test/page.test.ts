import { beforeEach, describe, expect, it, vi } from "vitest";
import type { SocketClass } from "../src/index.js";
import { pageHints } from "../src/transport/hints.js";
import { pageAddress, pageSocket } from "../src/transport/page.js";
import { FakeServer } from "./support/fake-socket.js";

// Compiles only while the browser's own class fits.
const browserSocket = (): SocketClass => WebSocket;

describe("a client without arguments", () => {
  it.each([
    ["http:", "ws://shop.example:8080/ws"],
    ["https:", "wss://shop.example:8080/ws"],
  ])("connects to the server of a page of %s", (protocol, address) => {
    vi.stubGlobal("location", { protocol, host: "shop.example:8080" });
    expect(pageAddress()).toBe(address);
  });

  it.each([undefined, { protocol: "file:", host: "" }])("needs a page with a server: %j", (location) => {
    vi.stubGlobal("location", location);
    expect(pageAddress).toThrow(expect.objectContaining({ code: "no_page" }));
  });

  it("uses the page's WebSocket, and says so where there is none", () => {
    const { socketClass } = new FakeServer();
    vi.stubGlobal("WebSocket", socketClass);
    expect(pageSocket()).toBe(socketClass);
    expect(browserSocket()).toBe(socketClass);
    vi.stubGlobal("WebSocket", undefined);
    expect(pageSocket).toThrow(expect.objectContaining({ code: "no_page" }));
  });

  it("gives a live list by one line, all lists on one connection", async () => {
    vi.resetModules();
    const { Snorky } = await import("../src/index.js");
    const server = new FakeServer();
    vi.stubGlobal("WebSocket", server.socketClass);
    vi.stubGlobal("location", { protocol: "http:", host: "page" });
    const headers = { "X-Subscription-Token": "t" };
    vi.stubGlobal("fetch", async () => new Response('[{"id":1}]', { headers }));

    const tasks = await Snorky.live("/api/tasks");
    const others = await Snorky.live("/api/others");
    const socket = await server.accept();
    await socket.answer("acquireSubscription", { position: "p" });

    expect(tasks.items).toEqual([{ id: 1 }]);
    expect([tasks.status, others.status]).toEqual(["catching-up", "live"]);
    expect(server.sockets.map(({ url }) => url)).toEqual(["ws://page/ws"]);
    tasks.close();
    others.close();
  });
});

describe("the hints of a page", () => {
  const view = Object.assign(new EventTarget(), { visibilityState: "hidden" });
  const page = new EventTarget();

  beforeEach(() => {
    vi.stubGlobal("window", page);
    vi.stubGlobal("document", view);
  });

  it("are the network that is back and the page that is looked at", () => {
    const wake = vi.fn();
    const ignore = pageHints(wake);
    page.dispatchEvent(new Event("online"));
    expect(wake).toHaveBeenCalledTimes(1);
    view.dispatchEvent(new Event("visibilitychange"));
    expect(wake).toHaveBeenCalledTimes(1);
    view.visibilityState = "visible";
    view.dispatchEvent(new Event("visibilitychange"));
    expect(wake).toHaveBeenCalledTimes(2);
    ignore();
    page.dispatchEvent(new Event("online"));
    view.dispatchEvent(new Event("visibilitychange"));
    expect(wake).toHaveBeenCalledTimes(2);
  });

  it("are none where there is no page", () => {
    vi.stubGlobal("window", undefined);
    vi.stubGlobal("document", undefined);
    expect(() => pageHints(() => {})()).not.toThrow();
  });
});
