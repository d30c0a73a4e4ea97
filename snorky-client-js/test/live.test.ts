import { describe, expect, it } from "vitest";
import { deleted, inserted, LiveWorld, task, updated } from "./support/live-world.js";

describe("a live list that starts", () => {
  it("asks for a subscription with the list", async () => {
    const world = new LiveWorld();
    void world.start({ headers: async () => ({ Authorization: "Bearer fresh" }) });
    await world.clock.advance(0);

    expect(world.fetches).toEqual([
      {
        url: "/api/tasks",
        headers: { Accept: "application/json", Authorization: "Bearer fresh", "X-Snorky": "Subscribe" },
      },
    ]);
  });

  it("is there as soon as it is fetched, and live once acquired", async () => {
    const world = new LiveWorld();
    const starting = world.start();
    const socket = await world.server.accept();
    await world.serve({ body: [task(1)] });
    const tasks = world.listen(await starting);

    expect(tasks.items).toEqual([task(1)]);
    expect(tasks.status).toBe("catching-up");
    expect(socket.request("acquireSubscription").message.params).toEqual({
      token: "t1",
      tag: expect.any(String),
      position: null,
    });

    await socket.answer("acquireSubscription", { position: "p0" });

    expect(tasks.status).toBe("live");
    expect(world.statuses).toEqual(["live"]);
    expect(world.changes).toEqual([]);
  });

  it("shows what is replayed as one change when the replay is over, and no older state on the way", async () => {
    const world = new LiveWorld();
    const starting = world.start();
    const socket = await world.server.accept();
    await world.serve({ body: [task(1, "newest"), task(2)] });
    const tasks = world.listen(await starting);

    await socket.delta(updated(task(1, "oldest"), task(1, "older")), "p1");
    await socket.delta(updated(task(1, "older"), task(1, "newest")), "p2");
    await socket.delta(deleted(task(2)), "p3");
    await socket.delta(inserted(task(3)), "p4");
    expect(tasks.items).toEqual([task(1, "newest"), task(2)]);
    expect(world.changes).toEqual([]);

    await socket.answer("acquireSubscription", { position: "p4" });

    expect(tasks.items).toEqual([task(1, "newest"), task(3)]);
    expect(world.changes).toEqual([
      { items: tasks.items, inserted: [task(3)], updated: [], removed: [task(2)], reordered: false },
    ]);
  });

  it("acquires when the connection comes after the list", async () => {
    const world = new LiveWorld();
    const starting = world.start();
    await world.serve({ body: [] });
    const tasks = await starting;
    expect(tasks.status).toBe("catching-up");

    const socket = await world.server.accept();
    await socket.answer("acquireSubscription", { position: "p0" });

    expect(tasks.status).toBe("live");
  });

  it("is offline, with its items, where the server cannot be reached", async () => {
    const world = new LiveWorld();
    const starting = world.start();
    await world.server.socket.drop();
    await world.serve({ body: [task(1)] });
    const tasks = await starting;

    expect(tasks.status).toBe("offline");
    expect(tasks.items).toEqual([task(1)]);
  });

  it.each([
    ["a refusal", { status: 403 }, { code: "fetch_failed", status: 403 }],
    ["no list", { body: { total: 3 } }, { code: "bad_response" }],
    ["a row without key", { body: [{ title: "who am I" }] }, { code: "missing_key" }],
  ])("fails if the fetch gives %s", async (_what, served, error) => {
    const world = new LiveWorld();
    const starting = expect(world.start()).rejects.toMatchObject(error);
    await world.serve(served);
    await starting;
    expect(world.clock.pending).toBe(1); // the attempt to connect, and nothing of the list
  });

  it("fails if the fetch takes too long", async () => {
    const world = new LiveWorld();
    const starting = expect(world.start({ fetchTimeout: 5_000 })).rejects.toMatchObject({
      code: "fetch_failed",
    });
    await world.clock.advance(5_000);
    await starting;
  });

  it.each([
    ["a page of Spring Data", { content: [task(1)], totalElements: 1 }],
    ["a collection of Spring Data REST", { _embedded: { tasks: [task(1)] }, page: {} }],
  ])("finds the rows in %s", async (_what, body) => {
    const world = new LiveWorld();
    const starting = world.start();
    await world.serve({ body });
    expect((await starting).items).toEqual([task(1)]);
  });

  it("finds the rows where it is told", async () => {
    const world = new LiveWorld();
    const starting = world.start({ rows: (body: { data: { list: object[] } }) => body.data.list });
    await world.serve({ body: { data: { list: [task(1)] } } });
    expect((await starting).items).toEqual([task(1)]);
  });
});

describe("a list that is live", () => {
  it("applies every delta as it comes", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([task(1)]);
    const { items } = tasks;
    const { socket } = world.server;

    await socket.delta(inserted(task(2)), "p1");
    await socket.delta(updated(task(1), task(1, "changed")), "p2");
    await socket.delta(deleted(task(2)), "p3");

    expect(tasks.items).toBe(items);
    expect(items).toEqual([task(1, "changed")]);
    expect(world.changes.map(({ inserted, updated, removed }) => [inserted, updated, removed])).toEqual([
      [[task(2)], [], []],
      [[], [{ item: task(1, "changed"), previous: task(1) }], []],
      [[], [], [task(2)]],
    ]);
  });

  it("takes an insert of a known row for an update and a delete of an unknown one for nothing", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([task(1)]);

    await world.server.socket.delta(inserted(task(1, "again")), "p1");
    await world.server.socket.delta(deleted(task(7)), "p2");
    await world.server.socket.delta(inserted(task(1, "again")), "p3");

    expect(tasks.items).toEqual([task(1, "again")]);
    expect(world.changes).toHaveLength(1);
  });

  it("drops what is older than what it holds, if it knows versions", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([{ id: 1, title: "v5", version: 5 }], { version: "version" });
    const { socket } = world.server;

    await socket.delta(updated({ id: 1, title: "v3", version: 3 }, { id: 1, title: "v4", version: 4 }), "p1");
    await socket.delta(deleted({ id: 1, title: "v4", version: 4 }), "p2");
    expect(tasks.map(({ title }) => title)).toEqual(["v5"]);

    await socket.delta(updated({ id: 1, title: "v5", version: 5 }, { id: 1, title: "v6", version: 6 }), "p3");
    expect(tasks.map(({ title }) => title)).toEqual(["v6"]);
  });

  it("keeps its order", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([task(1, "b"), task(2, "d")], {
      sort: (a, b) => a.title.localeCompare(b.title),
    });
    await world.server.socket.delta(inserted(task(3, "c")), "p1");
    await world.server.socket.delta(updated(task(1, "b"), task(1, "e")), "p2");

    expect(tasks.map(({ title }) => title)).toEqual(["c", "d", "e"]);
    expect(world.changes.map(({ reordered }) => reordered)).toEqual([false, true]);
  });

  it("makes its items as it is told", async () => {
    const world = new LiveWorld();
    const starting = world.snorky.live("/api/tasks", {
      fetch: world.fetch,
      key: (row: { uuid: string }) => row.uuid,
      transformItem: (row: { uuid: string }) => `<${row.uuid}>`,
    });
    const socket = await world.server.accept();
    await world.serve({ body: [{ uuid: "a" }] });
    const items = await starting;
    await socket.answer("acquireSubscription", { position: "p0" });
    await socket.delta({ type: "insert", model: "X", data: { uuid: "b" } }, "p1");

    expect([...items]).toEqual(["<a>", "<b>"]);
    expect(items.get("b")).toBe("<b>");
    expect(items.filter((item) => item === "<a>")).toEqual(["<a>"]);
    expect(items).toHaveLength(2);
  });

  it("leaves deltas of other models alone if it has one of its own", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([task(1)], { model: "Task" });
    await world.server.socket.delta({ type: "delete", model: "Project", data: { id: 1 } }, "p1");
    expect(tasks.items).toEqual([task(1)]);
  });

  it("stays apart from another list of the same model", async () => {
    const world = new LiveWorld();
    const all = await world.live([task(1)]);
    const starting = world.start();
    await world.serve({ body: [], token: "t2" });
    const none = await starting;
    await world.server.socket.answer("acquireSubscription", { position: "p0" });

    await world.server.socket.delta(inserted(task(2)), "p1");

    expect(all.items).toEqual([task(1)]);
    expect(none.items).toEqual([task(2)]);
  });

  it("tells the other listeners when one of them throws", async () => {
    const world = new LiveWorld();
    const problems: unknown[] = [];
    world.snorky.errorOccurred.add((error) => problems.push(error.cause));
    const tasks = await world.live([]);
    const broken = new Error("broken");
    tasks.on("change", () => {
      throw broken;
    });
    const heard: unknown[] = [];
    tasks.on("change", ({ inserted }) => heard.push(...inserted));

    await world.server.socket.delta(inserted(task(1)), "p1");

    expect(heard).toEqual([task(1)]);
    expect(problems).toEqual([broken]);
    expect(tasks.status).toBe("live");
  });

  it("tells a listener no more that was removed", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([]);
    const heard: unknown[] = [];
    const off = tasks.on("change", (change) => heard.push(change));
    off();
    await world.server.socket.delta(inserted(task(1)), "p1");
    expect(heard).toEqual([]);
  });
});

describe("a list that is closed", () => {
  it("cancels its subscription and hears no more", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([task(1)]);
    const { socket } = world.server;

    tasks.close();
    await socket.delta(inserted(task(2)), "p1");
    await socket.refuse("cancelSubscription", "No such subscription", "no_such_subscription");

    expect(socket.request("cancelSubscription").message.params).toEqual({ token: "t1" });
    expect(tasks.items).toEqual([task(1)]);
    expect(tasks.status).toBe("offline");
    expect(world.errors).toEqual([]);
  });

  it.each(["change", "status"] as const)("stays closed if a listener of %s closes it", async (event) => {
    const world = new LiveWorld();
    const tasks = await world.live([task(1)]);
    const { socket } = world.server;
    await socket.message("datasync", { type: "resync", token: "t1" });
    await world.clock.advance(1_000);
    tasks.on(event, () => tasks.close());
    await world.serve({ body: [task(2)], token: "t2" });
    if (event === "status") {
      await socket.answer("acquireSubscription", { position: "q0" });
    }

    expect(tasks.status).toBe("offline");
    expect(socket.count("acquireSubscription")).toBe(event === "status" ? 2 : 1);
    expect((await world.reconnect()).sent).toEqual([]);
    world.snorky.disconnect();
    expect(world.clock.pending).toBe(0);
  });

  it("stays closed if a listener closes it because there is no token", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([]);
    await world.server.socket.message("datasync", { type: "resync", token: "t1" });
    await world.clock.advance(1_000);
    tasks.on("status", () => tasks.close());
    await world.serve({ body: [], token: null });
    world.snorky.disconnect();
    expect(world.clock.pending).toBe(0);
  });

  it("does not come back with the connection", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([task(1)]);
    tasks.close();
    const socket = await world.reconnect();
    expect(socket.sent).toEqual([]);
    expect(world.waiting).toBe(0);
  });
});
