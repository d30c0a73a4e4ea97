import { describe, expect, it } from "vitest";
import { inserted, LiveWorld, task } from "./support/live-world.js";

/** What a revocation sends to who holds the subscription. */
const revoked = { type: "resync", token: "t1", reason: "revoked", empty: true };

describe("a live list tells of its steps", () => {
  it("that it has resumed, and how much was replayed", async () => {
    const world = new LiveWorld();
    await world.live([task(1)]);
    const socket = await world.reconnect();
    await socket.delta(inserted(task(2)), "p1");
    await socket.delta(inserted(task(3)), "p2");
    await socket.answer("acquireSubscription", { position: "p2" });
    expect(world.syncs).toEqual([{ kind: "resumed", deltas: 2 }]);
  });

  it("that it was told to fetch again, and that it has", async () => {
    const world = new LiveWorld();
    await world.live([task(1)]);
    const { socket } = world.server;
    await socket.message("datasync", { type: "resync", token: "t1", reason: "invalidated" });
    await world.clock.advance(1_000);
    await world.serve({ status: 503 });
    await world.clock.advance(2_000);
    await world.serve({ body: [task(2)], token: "t2" });
    await socket.answer("acquireSubscription", { position: "q0" });
    expect(world.syncs).toEqual([
      { kind: "resync", reason: "invalidated", empty: false },
      { kind: "refetched", reason: "invalidated" },
    ]);
  });

  it("why it fetched again by itself", async () => {
    const world = new LiveWorld();
    await world.live([task(1)]);
    const socket = await world.reconnect();
    await socket.refuse("acquireSubscription", "Position lost", "position_lost");
    await world.clock.advance(1_000);
    await world.serve({ body: [], token: null });
    await world.clock.advance(2_000);
    await world.serve({ body: [], token: "t2" });
    await socket.answer("acquireSubscription", { position: "q0" });
    expect(world.syncs).toEqual([
      { kind: "refetched", reason: "position_lost" },
      { kind: "refetched", reason: "no_token" },
    ]);
  });

  it("nothing of its first fetch, nor of ordinary life", async () => {
    const world = new LiveWorld();
    await world.live([task(1)]);
    await world.server.socket.delta(inserted(task(2)), "p1");
    expect(world.syncs).toEqual([]);
  });
});

describe("a live list told to be empty", () => {
  it("is so at once, and fetches again", async () => {
    const world = new LiveWorld();
    const tasks = await world.live([task(1), task(2)]);
    await world.server.socket.message("datasync", revoked);
    expect(tasks.items).toEqual([]);
    expect(world.changes).toMatchObject([{ removed: [task(1), task(2)] }]);
    expect(tasks.status).toBe("catching-up");

    await world.clock.advance(1_000);
    await world.serve({ body: [task(2)], token: "t2" });
    await world.server.socket.answer("acquireSubscription", { position: "q0" });
    expect(tasks.items).toEqual([task(2)]);
    expect(tasks.status).toBe("live");
  });

  it.each([401, 403, 404])(
    "stays empty and offline while the application answers %i, and goes on asking",
    async (status) => {
      const world = new LiveWorld();
      const tasks = await world.live([task(1)]);
      await world.server.socket.message("datasync", revoked);
      for (const patience of [1_000, 2_000, 4_000]) {
        await world.clock.advance(patience - 1);
        expect(world.waiting).toBe(0);
        await world.clock.advance(1);
        await world.serve({ status });
        expect([tasks.items, tasks.status]).toEqual([[], "offline"]);
      }
      expect(world.errors).toMatchObject(Array(3).fill({ code: "fetch_failed", status }));
      expect(world.server.socket.count("acquireSubscription")).toBe(1);
    },
  );
});
