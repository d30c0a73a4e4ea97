import { describe, expect, it } from "vitest";
import { deleted, inserted, LiveWorld, type Task, task, updated } from "./support/live-world.js";

describe("a live list whose connection went", () => {
  it("says so at once", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([task(1)]);
    await world.server.socket.drop();
    expect(tasks.status).toBe("offline");
  });

  it("does not claim to be live after the machine slept, until the connection proves alive", async () => {
    const world = new LiveWorld();
    await world.live([task(1)]);
    await world.clock.sleep(3_600_000);
    expect(world.statuses).toEqual(["catching-up"]);
    await world.server.socket.refuse("ping", "No such service", "no_such_service");
    expect(world.statuses).toEqual(["catching-up", "live"]);
    await world.clock.sleep(3_600_000);
    await world.clock.advance(10_000);
    expect(world.statuses).toEqual(["catching-up", "live", "catching-up", "offline"]);
  });

  it("resumes from the position of the last delta", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([task(1)]);
    await world.server.socket.delta(inserted(task(2)), "p7");
    world.changes.length = 0;

    const socket = await world.reconnect();
    expect(socket.request("acquireSubscription").message.params).toMatchObject({
      token: "t1",
      position: "p7",
    });
    await socket.delta(deleted(task(1)), "p8");
    expect(tasks.items).toEqual([task(1), task(2)]);
    await socket.answer("acquireSubscription", { position: "p9" });

    expect(tasks.items).toEqual([task(2)]);
    expect(world.changes).toHaveLength(1);
    expect(world.statuses).toEqual(["offline", "catching-up", "live"]);
    expect(world.fetches).toHaveLength(1);
  });

  it("resumes from the position a quiet subscription was told", async () => {
    const world = new LiveWorld();
    await world.live([]);
    await world.server.socket.message("datasync", { type: "position", position: "p99" });
    const socket = await world.reconnect();
    expect(socket.request("acquireSubscription").message.params.position).toBe("p99");
  });

  it("believes no position told while its replay is not over", async () => {
    const world = new LiveWorld();
    await world.live([]);
    const first = await world.reconnect();
    await first.delta(inserted(task(1)), "p1");
    await first.message("datasync", { type: "position", position: "p99" });
    const second = await world.reconnect();
    expect(second.request("acquireSubscription").message.params.position).toBe("p1");
  });

  it("acquires again from the authorisation if the first answer never came", async () => {
    const world = new LiveWorld();
    const starting = world.start();
    await world.server.accept();
    await world.serve({ body: [] });
    const tasks = await starting;
    const socket = await world.reconnect();
    expect(socket.request("acquireSubscription").message.params).toMatchObject({
      token: "t1",
      position: null,
    });
    await socket.answer("acquireSubscription", { position: "p0" });
    expect(tasks.status).toBe("live");
  });

  it("uses a new tag, so that deltas of the old acquisition find nobody", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([]);
    const { tag } = world.server.socket.request("acquireSubscription").message.params;
    const socket = await world.reconnect();
    await socket.answer("acquireSubscription", { position: "p1" });
    await socket.message("datasync", { type: "delta", delta: { ...inserted(task(1)), tag }, position: "p2" });
    expect(tasks.items).toEqual([]);
  });
});

describe("a live list that cannot resume", () => {
  it.each(["position_lost", "no_such_subscription", "already_acquired"])(
    "fetches anew on %s and applies the difference as one change",
    async (code) => {
      const world = new LiveWorld();
      const tasks = await world.live([task(1), task(2), task(3)]);
      const [first] = tasks.items;
      const socket = await world.reconnect();
      await socket.refuse("acquireSubscription", code.replace(/_/g, " "), code);
      expect(tasks.status).toBe("catching-up");
      await world.clock.advance(1_000);
      await world.serve({ body: [task(1), task(3, "new"), task(4)], token: "t2" });

      expect(socket.request("acquireSubscription").message.params).toMatchObject({
        token: "t2",
        position: null,
      });
      await socket.answer("acquireSubscription", { position: "q0" });

      expect(tasks.status).toBe("live");
      expect(tasks.items).toEqual([task(1), task(3, "new"), task(4)]);
      expect(tasks.items[0]).toBe(first);
      expect(world.changes.map(({ items: _, ...change }) => change)).toEqual([
        {
          inserted: [task(4)],
          updated: [{ item: task(3, "new"), previous: task(3) }],
          removed: [task(2)],
          reordered: false,
        },
      ]);
      expect(world.errors).toEqual([]);
    },
  );

  it.each(["unavailable", "timeout"])("asks again from its place after %s", async (code) => {
    const world = new LiveWorld();
    const tasks = await world.live([task(1)]);
    const socket = await world.reconnect();
    const asked = socket.request("acquireSubscription").message.params;
    await socket.refuse("acquireSubscription", "The store cannot be reached", code);
    expect(tasks.status).toBe("catching-up");
    await world.clock.advance(1_000);

    expect(socket.count("acquireSubscription")).toBe(2);
    expect(socket.request("acquireSubscription").message.params).toMatchObject({
      token: "t1",
      position: (asked as { position: string }).position,
    });
    expect(world.waiting).toBe(0);
    await socket.answer("acquireSubscription", { position: "p3" });
    expect(tasks.status).toBe("live");
    expect(world.errors).toEqual([]);
  });

  it("asks more slowly and complains where the server cannot tell for long", async () => {
    const world = new LiveWorld();
    await world.live([]);
    const socket = await world.reconnect();
    for (const delay of [1_000, 2_000, 4_000]) {
      const before = socket.count("acquireSubscription");
      await socket.refuse("acquireSubscription", "The store cannot be reached", "unavailable");
      await world.clock.advance(delay - 1);
      expect(socket.count("acquireSubscription")).toBe(before);
      await world.clock.advance(1);
      expect(socket.count("acquireSubscription")).toBe(before + 1);
    }
    expect(world.errors).toMatchObject([{ code: "unavailable" }, { code: "unavailable" }]);
  });

  it("does not ask for what it has let go of", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([]);
    const socket = await world.reconnect();
    await socket.refuse("acquireSubscription", "The store cannot be reached", "unavailable");
    const before = socket.count("acquireSubscription");
    tasks.close();
    await world.clock.advance(60_000);
    expect(socket.count("acquireSubscription")).toBe(before);
  });

  it("reports a failure it has no cure for, and tries the cure all the same", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([]);
    const socket = await world.reconnect();
    await socket.refuse("acquireSubscription", "Too many subscriptions", "too_many_subscriptions");
    expect(world.errors).toMatchObject([{ code: "too_many_subscriptions" }]);
    expect(socket.request("cancelSubscription").message.params).toEqual({ token: "t1" });

    await world.clock.advance(1_000);
    await world.serve({ body: [], token: "t2" });
    await socket.answer("acquireSubscription", { position: "q0" });
    expect(tasks.status).toBe("live");
  });

  it("slows down and complains if fresh tokens do not help", async () => {
    const world = new LiveWorld();
    await world.live([]);
    const socket = await world.reconnect();
    const delays: number[] = [];
    for (let i = 0; i < 5; i += 1) {
      await socket.refuse("acquireSubscription", "No such subscription", "no_such_subscription");
      const before = world.clock.now();
      while (world.waiting === 0) {
        await world.clock.advance(500);
      }
      delays.push(world.clock.now() - before);
      await world.serve({ body: [], token: `t${i}` });
    }
    expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 16_000]);
    expect(world.errors).toHaveLength(4);
  });
});

describe("a live list told to fetch again", () => {
  it("does so by itself", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([task(1)]);
    const { socket } = world.server;
    const { tag } = socket.request("acquireSubscription").message.params;

    await socket.message("datasync", { type: "resync", token: "t1", tag, reason: "slow_client" });
    expect(tasks.status).toBe("catching-up");
    await world.clock.advance(1_000);
    await world.serve({ body: [task(2)], token: "t2" });
    await socket.answer("acquireSubscription", { position: "q0" });

    expect(tasks.items).toEqual([task(2)]);
    expect(world.statuses).toEqual(["catching-up", "live"]);
  });

  it("takes its time within the spread where all lists of a server are told at once", async () => {
    const world = new LiveWorld();
    await world.live([]);
    const { socket } = world.server;
    await socket.message("datasync", { type: "resync", token: "t1", reason: "log_lost" });
    await world.clock.advance(9_999);
    expect(world.waiting).toBe(0);
    await world.clock.advance(1);
    expect(world.waiting).toBe(1);
  });

  it("knows itself by its token where the server sends no tag", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([]);
    await world.server.socket.message("datasync", { type: "resync", token: "t1", reason: "log_cut" });
    expect(tasks.status).toBe("catching-up");
  });

  it("does nothing if it is another subscription that was told", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([]);
    await world.server.socket.message("datasync", {
      type: "resync",
      token: "t9",
      tag: "mine",
      reason: "log_cut",
    });
    expect(tasks.status).toBe("live");
  });

  it("keeps a row that it holds in a newer version than the fetched one", async () => {
    const world = new LiveWorld();
    const fresh: Task = { id: 1, title: "v6", version: 6 };
    const tasks = await world.live([{ id: 1, title: "v5", version: 5 }], { version: "version" });
    const { socket } = world.server;
    await socket.delta(updated({ id: 1, title: "v5", version: 5 }, fresh), "p1");
    await socket.message("datasync", { type: "resync", token: "t1" });
    await world.clock.advance(1_000);
    await world.serve({ body: [{ id: 1, title: "v5", version: 5 }], token: "t2" });
    await socket.answer("acquireSubscription", { position: "q0" });
    expect(tasks.items).toEqual([fresh]);
  });

  it("takes the order of the new list", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([task(1), task(2), task(3)]);
    await world.server.socket.message("datasync", { type: "resync", token: "t1" });
    await world.clock.advance(1_000);
    await world.serve({ body: [task(3), task(1), task(2)], token: "t2" });
    expect(tasks.map(({ id }) => id)).toEqual([3, 1, 2]);
    expect(world.changes).toMatchObject([{ inserted: [], updated: [], removed: [], reordered: true }]);
  });

  it.each([
    ["is none", { type: "upsert", model: "Task", data: { id: 1 } }],
    ["has no key", { type: "insert", model: "Task", data: { title: "who am I" } }],
  ])("treats a delta that %s like that, and says what was wrong", async (_what, delta) => {
    const world = new LiveWorld();
    const tasks = await world.live([]);
    await world.server.socket.delta(delta, "p1");
    expect(world.errors).toHaveLength(1);
    expect(tasks.status).toBe("catching-up");
    expect(world.server.socket.request("cancelSubscription").message.params).toEqual({ token: "t1" });
    await world.clock.advance(1_000);
    expect(world.waiting).toBe(1);
  });

  it("says offline while the application cannot be reached, and goes on trying", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([task(1)]);
    await world.server.socket.message("datasync", { type: "resync", token: "t1" });
    await world.clock.advance(1_000);
    await world.serve({ status: 503 });
    expect(tasks.status).toBe("offline");
    expect(world.errors).toMatchObject([{ code: "fetch_failed", status: 503 }]);

    await world.clock.advance(2_000);
    await world.serve({ body: [task(2)], token: "t2" });
    await world.server.socket.answer("acquireSubscription", { position: "q0" });
    expect(tasks.status).toBe("live");
    expect(tasks.items).toEqual([task(2)]);
  });
});

describe("a live list served without a token", () => {
  it("is offline, shows what it got, and asks again with growing patience", async () => {
    const world = new LiveWorld();
    const starting = world.start();
    const socket = await world.server.accept();
    await world.serve({ body: [task(1)], token: null });
    const tasks = world.listen(await starting);
    expect(tasks.status).toBe("offline");
    expect(tasks.items).toEqual([task(1)]);

    await world.clock.advance(1_000);
    await world.serve({ body: [task(2)], token: null });
    expect(tasks.items).toEqual([task(2)]);
    await world.clock.advance(1_999);
    expect(world.waiting).toBe(0);
    await world.clock.advance(1);
    await world.serve({ body: [task(2)], token: "t2" });
    await socket.answer("acquireSubscription", { position: "q0" });

    expect(world.statuses).toEqual(["catching-up", "live"]);
  });

  it("asks again as soon as the connection is back", async () => {
    const world = new LiveWorld();
    const starting = world.start();
    await world.server.socket.drop();
    await world.serve({ body: [], token: null });
    await starting;
    await world.clock.advance(999);
    expect(world.waiting).toBe(0);
    await world.clock.advance(1);
    await world.serve({ body: [], token: null });
    await world.server.accept();
    expect(world.waiting).toBe(1);
  });
});
