import { describe, expect, it, vi } from "vitest";
import { positionOf } from "../src/index.js";
import { settled } from "./support/fake-clock.js";
import { inserted, LiveWorld, task, updated } from "./support/live-world.js";

/** How a promise has ended, if it has. */
function ending(promise: Promise<unknown>): { now: unknown } {
  const ending = { now: "waiting" as unknown };
  promise.then(
    () => {
      ending.now = "done";
    },
    (error: unknown) => {
      ending.now = error;
    },
  );
  return ending;
}

describe("a write of one's own is reached", () => {
  it("when the server says that everything up to its position has been sent", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([]);
    const { socket } = world.server;
    const reached = ending(tasks.reached("p2"));
    expect(socket.request("awaitPosition").message.params).toEqual({ position: "p2" });
    await socket.delta(inserted(task(1)), "p2");
    expect(reached.now).toBe("waiting");
    await socket.answer("awaitPosition");
    expect(reached.now).toBe("done");
    expect(tasks.items).toEqual([task(1)]);
    expect(world.fetches).toHaveLength(1);
  });

  it("by the answer to the request that made it", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([]);
    const answer = new Response("", { headers: { "X-Snorky-Position": "p7" } });
    void tasks.reached(answer);
    expect(positionOf(answer)).toBe("p7");
    expect(world.server.socket.request("awaitPosition").message.params).toEqual({ position: "p7" });
  });

  it("not before the replay in which it may be is shown", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([]);
    const socket = await world.reconnect();
    const reached = ending(tasks.reached("p1"));
    await socket.answer("awaitPosition");
    expect(reached.now).toBe("waiting");
    await socket.delta(inserted(task(1)), "p1");
    await socket.answer("acquireSubscription", { position: "p1" });
    expect(socket.count("awaitPosition")).toBe(2);
    await socket.answer("awaitPosition");
    expect([reached.now, tasks.items]).toEqual(["done", [task(1)]]);
  });

  it.each([
    ["the server does not know the position", "position_lost"],
    ["the server does not get there", "timeout"],
    ["too many wait", "too_many_waits"],
    ["the server is older than the question", "unknown_command"],
  ])("by a fetch if %s", async (_why, code) => {
    const world = new LiveWorld();
    const tasks = await world.live([]);
    const { socket } = world.server;
    const reached = ending(tasks.reached("p1"));
    await socket.refuse("awaitPosition", code, code);
    expect([reached.now, tasks.status]).toEqual(["waiting", "live"]);
    await world.serve({ body: [task(1)], token: "t2" });
    await socket.answer("acquireSubscription", { position: "q0" });
    expect([reached.now, tasks.items]).toEqual(["done", [task(1)]]);
    expect(world.errors).toEqual([]);
  });

  it.each([
    ["has no position", new Response("")],
    ["is not given", undefined],
  ])("by a fetch if the answer %s", async (_what, answer) => {
    const world = new LiveWorld();
    const tasks = await world.live([]);
    const reached = ending(tasks.reached(answer));
    await world.serve({ body: [task(1)], token: "t2" });
    await world.server.socket.answer("acquireSubscription", { position: "q0" });
    expect([reached.now, tasks.items]).toEqual(["done", [task(1)]]);
  });

  it("by a fetch where the Snorky server is away", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([]);
    await world.server.socket.drop();
    const reached = ending(tasks.reached("p1"));
    await world.serve({ body: [task(1)], token: null });
    expect([reached.now, tasks.items, tasks.status]).toEqual(["done", [task(1)], "offline"]);
  });

  it("by a fetch if the connection goes while it is awaited", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([]);
    const reached = ending(tasks.reached("p1"));
    await world.server.socket.drop();
    await world.serve({ body: [task(1)], token: null });
    expect([reached.now, tasks.items]).toEqual(["done", [task(1)]]);
  });

  it("after all, when the application cannot be reached at first", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([]);
    await world.server.socket.drop();
    const reached = ending(tasks.reached("p1"));
    await world.serve({ status: 503 });
    expect(reached.now).toBe("waiting");
    await world.clock.advance(1_000);
    await world.serve({ body: [task(1)], token: null });
    expect(reached.now).toBe("done");
  });

  it("by the connection, if that is back before the application is", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([]);
    await world.server.socket.drop();
    const reached = ending(tasks.reached("p1"));
    await world.serve({ status: 503 });
    await world.clock.advance(1_000);
    const socket = await world.server.accept();
    await socket.delta(inserted(task(1)), "p1");
    await socket.answer("acquireSubscription", { position: "p1" });
    await socket.answer("awaitPosition");
    expect([reached.now, tasks.items]).toEqual(["done", [task(1)]]);
  });

  it("not by a fetch that was under way before", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([]);
    await world.server.socket.drop();
    void tasks.refresh();
    const reached = ending(tasks.reached("p1"));
    await world.serve({ body: [], token: null });
    expect(reached.now).toBe("waiting");
    await world.serve({ body: [task(1)], token: null });
    expect([reached.now, tasks.items]).toEqual(["done", [task(1)]]);
    expect(world.waiting).toBe(0);
  });

  it.each([undefined, 5_000])("or fails in time (%s)", async (timeout) => {
    const world = new LiveWorld();
    const tasks = await world.live([]);
    const reached = ending(tasks.reached("p1", timeout === undefined ? {} : { timeout }));
    for (let elapsed = 0; elapsed < (timeout ?? 30_000) - 5_000; elapsed += 5_000) {
      await world.clock.advance(5_000);
      await world.server.socket.message("datasync", { type: "position", position: "p0" });
    }
    await world.clock.advance(4_999);
    expect(reached.now).toBe("waiting");
    await world.clock.advance(1);
    expect(reached.now).toMatchObject({ code: "timeout" });
  });

  it("or fails when its signal aborts, before or meanwhile", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([]);
    const leaving = new AbortController();
    const reached = ending(tasks.reached("p1", { signal: leaving.signal }));
    leaving.abort("the user has gone elsewhere");
    const later = ending(tasks.reached("p1", { signal: leaving.signal }));
    await settled();
    expect([reached.now, later.now]).toEqual(Array(2).fill("the user has gone elsewhere"));
    expect(world.server.socket.count("awaitPosition")).toBe(1);
  });

  it("or fails when the list is closed, before or meanwhile", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([]);
    const reached = ending(tasks.reached("p1"));
    tasks.close();
    const later = ending(tasks.reached("p1"));
    await settled();
    expect([reached.now, later.now]).toMatchObject(Array(2).fill({ code: "closed" }));
    world.snorky.disconnect();
    expect([world.clock.pending, world.waiting]).toEqual([0, 0]);
  });
});

describe("a list that is refreshed", () => {
  it("stays live until the new list is there, and then follows that", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([task(1)]);
    const { socket } = world.server;
    const refreshed = ending(tasks.refresh());
    await socket.delta(inserted(task(2)), "p1");
    expect([tasks.status, tasks.items]).toEqual(["live", [task(1), task(2)]]);

    await world.serve({ body: [task(1), task(3)], token: "t2" });
    expect(socket.request("cancelSubscription").message.params).toEqual({ token: "t1" });
    expect(socket.request("acquireSubscription").message.params).toMatchObject({
      token: "t2",
      position: null,
    });
    await socket.answer("acquireSubscription", { position: "q0" });

    expect([refreshed.now, tasks.items]).toEqual(["done", [task(1), task(3)]]);
    expect(world.statuses).toEqual(["catching-up", "live"]);
    expect(world.syncs).toEqual([{ kind: "refetched", reason: "refresh" }]);
  });

  it("shows no older state in between", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([task(1, "old")]);
    const { socket } = world.server;
    const refreshed = ending(tasks.refresh());
    await socket.delta(updated(task(1, "old"), task(1, "new")), "p1");
    await world.serve({ body: [task(1, "old")], token: "t2" });
    expect([refreshed.now, tasks.items]).toEqual(["waiting", [task(1, "new")]]);
    await socket.delta(updated(task(1, "old"), task(1, "new")), "p1");
    await socket.answer("acquireSubscription", { position: "p1" });
    expect([refreshed.now, tasks.items]).toEqual(["done", [task(1, "new")]]);
    expect(world.changes.map(({ updated }) => updated[0]?.item.title)).toEqual(["new"]);
  });

  it("goes on with the subscription it has, from where the fetch began, if it gets no other", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([task(1, "old")]);
    const { socket } = world.server;
    const refreshed = ending(tasks.refresh());
    await socket.delta(updated(task(1, "old"), task(1, "new")), "p1");
    await world.serve({ body: [task(1, "old")], token: null });
    expect(socket.request("acquireSubscription").message.params).toMatchObject({
      token: "t1",
      position: "p0",
    });
    expect(socket.count("cancelSubscription")).toBe(0);
    await socket.delta(updated(task(1, "old"), task(1, "new")), "p1");
    await socket.answer("acquireSubscription", { position: "p1" });
    expect([refreshed.now, tasks.items, tasks.status]).toEqual(["done", [task(1, "new")], "live"]);
  });

  it("says so if that fails, and goes on as before", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([task(1)]);
    const refreshed = ending(tasks.refresh());
    await world.serve({ status: 500 });
    expect(refreshed.now).toMatchObject({ code: "fetch_failed", status: 500 });
    await world.server.socket.delta(inserted(task(2)), "p1");
    await world.clock.advance(20_000);
    expect([tasks.status, tasks.items, world.waiting]).toEqual(["live", [task(1), task(2)], 0]);
  });

  it("forgets a fetch begun before it was told to fetch again", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([task(1)]);
    const refreshed = ending(tasks.refresh());
    await world.server.socket.message("datasync", {
      type: "resync",
      token: "t1",
      reason: "revoked",
      empty: true,
    });
    expect([world.waiting, tasks.items]).toEqual([0, []]);
    await world.clock.advance(1_000);
    await world.serve({ body: [task(2)], token: "t2" });
    expect([refreshed.now, tasks.items]).toEqual(["done", [task(2)]]);
  });

  it("acquires what it has if the connection is back before the new list is there", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([task(1)]);
    void tasks.refresh();
    const socket = await world.reconnect();
    await socket.answer("acquireSubscription", { position: "p1" });
    expect(tasks.status).toBe("live");
    await world.serve({ body: [task(2)], token: "t2" });
    await socket.answer("acquireSubscription", { position: "q0" });
    expect(tasks.items).toEqual([task(2)]);
  });

  it("fetches once for all who ask while a fetch is under way", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([]);
    const all = [1, 2, 3].map(() => ending(tasks.refresh()));
    await world.serve({ body: [], token: "t2" });
    await world.serve({ body: [], token: "t3" });
    await world.server.socket.answer("acquireSubscription", { position: "q0" });
    expect(all.map(({ now }) => now)).toEqual(["done", "done", "done"]);
    expect(world.fetches).toHaveLength(3);
  });
});

describe("a first fetch that fails", () => {
  it("makes an offline list that goes on trying, where that is asked for", async () => {
    const told = vi.spyOn(console, "error").mockImplementation(() => {});
    const world = new LiveWorld();
    const starting = world.start({ retry: true });
    const socket = await world.server.accept();
    await world.serve({ status: 503 });
    const tasks = world.listen(await starting);
    expect([tasks.status, tasks.items]).toEqual(["offline", []]);
    expect(told).toHaveBeenCalledWith(expect.objectContaining({ code: "fetch_failed", status: 503 }));
    await world.clock.advance(1_000);
    await world.serve({ body: [task(1)] });
    await socket.answer("acquireSubscription", { position: "p0" });
    expect([tasks.status, tasks.items]).toEqual(["live", [task(1)]]);
    expect(world.statuses).toEqual(["catching-up", "live"]);
  });
});
