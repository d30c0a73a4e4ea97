// @vitest-environment happy-dom
import angular from "angular";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  type AngularList,
  type AngularStatic,
  type SnorkyProvider,
  snorkyModule,
} from "../src/angularjs/index.js";
import { Snorky, type SnorkyError } from "../src/index.js";
import { AngularWorld } from "./support/angular-world.js";
import { FakeServer } from "./support/fake-socket.js";
import { deleted, inserted, type Task, task, updated } from "./support/live-world.js";

// Compiles only while the framework's own types fit.
const framework: AngularStatic = angular;

const list = `<ul><li ng-repeat="task in tasks.items">{{task.title}}</li></ul><p>{{tasks.status}}</p>`;
let world: AngularWorld;

afterEach(() => world.close());

/** A page that shows a live list, fetched and acquired. */
async function live(rows: readonly Task[]): Promise<AngularList<Task>> {
  world = new AngularWorld(list);
  const { snorky, scope, server, calls } = world;
  snorky.live<Task>("/api/tasks").then((tasks) => {
    scope["tasks"] = tasks;
  });
  const socket = await server.accept();
  await world.turn();
  await calls[0]?.answer(rows, { "X-Subscription-Token": "t1" });
  await socket.answer("acquireSubscription", { position: "p0" });
  await world.turn();
  return scope["tasks"] as AngularList<Task>;
}

describe("the client of the module snorky", () => {
  it("gives promises of $q, which are kept and broken in digests", async () => {
    world = new AngularWorld("{{outcome}}");
    const { snorky, scope, server } = world;
    const { pubsub } = snorky.services;
    const socket = await server.accept();
    pubsub.subscribe({ channel: "news" }).then(() => {
      scope["outcome"] = "subscribed";
    });
    await socket.answer("subscribe");
    await world.turn();
    expect(world.element.textContent).toBe("subscribed");

    pubsub
      .publish({ channel: "news", message: 1 })
      .then(() => "published")
      .catch((error: unknown) => (error as SnorkyError).code)
      .finally(() => {
        scope["last"] = "finally";
      })
      .then((outcome) => {
        scope["outcome"] = outcome;
      });
    await socket.refuse("publish", "Not authorized", "not_authorized");
    await world.turn();
    expect(world.element.textContent).toBe("not_authorized");
    expect(scope["last"]).toBe("finally");
    expect(world.failures).toEqual([]);
  });

  it("has one digest follow all messages of a turn", async () => {
    world = new AngularWorld("{{count}}");
    const { snorky, scope, server } = world;
    scope["count"] = 0;
    snorky.services.datasync.onDelta = () => {
      scope["count"] = (scope["count"] as number) + 1;
    };
    const socket = await server.accept();
    await world.turn();
    for (let i = 0; i < 100; i += 1) {
      socket.onmessage?.({
        data: JSON.stringify({ service: "datasync", message: { type: "delta", delta: inserted(task(i)) } }),
      });
    }
    expect(world.element.textContent).toBe("0");

    expect(await world.turn()).toBe(1);
    expect(world.element.textContent).toBe("100");
  });

  it("lets a signal be seen that comes of a lost connection", async () => {
    world = new AngularWorld("{{lost}}");
    const { snorky, scope, server } = world;
    const { datasync } = snorky.services;
    datasync.subscriptionLost.add(({ token }) => {
      scope["lost"] = token;
    });
    const socket = await server.accept();
    datasync.acquireSubscription({ token: "t1" });
    await socket.answer("acquireSubscription");
    expect(snorky.isConnected).toBe(true);
    await socket.drop();
    await world.turn();

    expect(world.element.textContent).toBe("t1");
    expect(snorky.isConnected).toBe(false);
  });

  it("keeps what is set on a service", async () => {
    world = new AngularWorld();
    const { snorky } = world;
    const { datasync, pubsub } = snorky.services;
    const onDelta = vi.fn();
    datasync.onDelta = onDelta;

    expect(snorky.client.services.datasync.onDelta).toBe(onDelta);
    expect(datasync.onDelta).toBe(onDelta);
    expect(pubsub.publish).toBe(pubsub.publish);
    expect(datasync).toBeInstanceOf(Snorky.DataSync);
    expect(snorky.connected).toBe(snorky.client.connected);
    expect(snorky.disconnected).toBe(snorky.client.disconnected);
  });

  it("connects as its provider was told, to an address that is injected at every attempt", async () => {
    const server = new FakeServer();
    const Echo = Snorky.RPCService.extend({}).addRPCMethods(["echo"]);
    let attempts = 0;
    const address = ["$rootScope", (rootScope: object) => `ws://other/${"$id" in rootScope}/${++attempts}`];
    const connect = (provider: SnorkyProvider) =>
      provider.connect(
        server.socketClass,
        address,
        { echo: Echo },
        { random: () => 0, hints: () => () => {} },
      );
    world = new AngularWorld("", [], ["snorkyProvider", connect]);
    const { echo } = world.snorky.services as unknown as { echo: { echo(): PromiseLike<number> } };
    await world.turn();
    let socket = await server.accept();
    expect(socket.url).toBe("ws://other/true/1");
    await socket.drop();
    await world.turn();
    socket = await server.accept();
    const answered = vi.fn();
    echo.echo().then(answered);
    await socket.answer("echo", 7);
    await world.turn();

    expect(socket.url).toBe("ws://other/true/2");
    expect(answered).toHaveBeenCalledWith(7);
  });

  it("disconnects when the application is destroyed", async () => {
    world = new AngularWorld();
    const { snorky, server, scope } = world;
    const socket = await server.accept();
    scope.$destroy();
    expect(socket.closedByClient).toBe(true);
    expect(snorky.client.state).toBe("closed");
  });

  it("is defined under the name it gives", () => {
    world = new AngularWorld();
    expect(snorkyModule(framework)).toBe("snorky");
  });
});

describe("a live list in AngularJS", () => {
  it("is fetched by $http with its subscription, and shown", async () => {
    const tasks = await live([task(1, "Tea")]);

    expect(world.calls[0]).toMatchObject({
      method: "GET",
      url: "/api/tasks",
      headers: { "X-Snorky": "Subscribe", Accept: "application/json" },
    });
    expect(world.texts).toEqual(["Tea"]);
    expect(world.element.querySelector("p")?.textContent).toBe("live");
    expect([tasks.length, tasks.get(1)?.title, tasks.map(({ id }) => id)]).toEqual([1, "Tea", [1]]);
    expect([...tasks]).toEqual([expect.objectContaining({ id: 1 })]);
  });

  it("shows what changes, in one digest a turn", async () => {
    await live([task(1, "Tea"), task(2, "Milk")]);
    const { socket } = world.server;
    socket.delta(inserted(task(3, "Sugar")), "p1");
    socket.delta(updated(task(1, "Tea"), task(1, "Green tea")), "p2");
    await socket.delta(deleted(task(2, "Milk")), "p3");

    expect(await world.turn()).toBe(1);
    expect(world.texts).toEqual(["Green tea", "Sugar"]);
  });

  it("shows that it is offline", async () => {
    await live([]);
    await world.server.socket.drop();
    await world.turn();
    expect(world.element.querySelector("p")?.textContent).toBe("offline");
  });

  it("takes no mark of ng-repeat for a change of the row", async () => {
    const tasks = await live([task(1, "Tea")]);
    const [shown] = tasks.items;
    expect(shown).toHaveProperty("$$hashKey");
    const changes = vi.fn();
    tasks.on("change", changes);

    tasks.refresh();
    await world.turn();
    await world.calls[1]?.answer([task(1, "Tea")], { "X-Subscription-Token": "t2" });

    expect(changes).not.toHaveBeenCalled();
    expect(tasks.items[0]).toBe(shown);
  });

  it("has a digest follow its listeners, until they are taken off", async () => {
    const tasks = await live([task(1)]);
    const heard = vi.fn();
    const failed = vi.fn();
    tasks.on("error", heard);
    tasks.refresh().catch(failed);
    await world.turn();
    await world.calls[1]?.answer({ detail: "no" }, {}, 500);
    expect(failed).toHaveBeenCalledWith(expect.objectContaining({ code: "fetch_failed", status: 500 }));
    expect(heard).toHaveBeenCalledOnce();

    tasks.off("error", heard);
    tasks.on("error", heard)();
    const last = vi.fn();
    tasks.on("error", last);
    tasks.refresh().catch(failed);
    await world.turn();
    await world.calls[2]?.answer(null, {}, 0);
    expect(heard).toHaveBeenCalledOnce();
    expect(last).toHaveBeenCalledOnce();
  });

  it("fails where $http does", async () => {
    world = new AngularWorld();
    const failed = vi.fn();
    world.snorky.live("/api/tasks").catch(failed);
    await world.turn();
    await world.calls[0]?.answer("no", {}, 403);
    expect(failed).toHaveBeenCalledWith(expect.objectContaining({ code: "fetch_failed", status: 403 }));

    world.snorky.live("/api/tasks").catch(failed);
    await world.turn();
    await world.calls[1]?.answer(null, {}, -1);
    expect(failed).toHaveBeenCalledTimes(2);
  });

  it("gives up on an answer that does not come, and aborts the request", async () => {
    world = new AngularWorld();
    const failed = vi.fn();
    world.snorky.live("/api/tasks").catch(failed);
    await world.turn();
    await world.clock.advance(30_000);
    await world.turn();

    expect(world.calls[0]?.aborted()).toBe(true);
    expect(failed).toHaveBeenCalledWith(expect.objectContaining({ code: "fetch_failed" }));
  });

  it.each(["after", "before"])("is closed with its scope, destroyed %s it came", async (when) => {
    world = new AngularWorld();
    const { snorky, scope, server, calls } = world;
    const child = scope.$new();
    let tasks: AngularList<Task> | undefined;
    snorky.live<Task>("/api/tasks", { scope: child }).then((opened) => {
      tasks = opened;
    });
    const socket = await server.accept();
    await world.turn();
    if (when === "before") {
      child.$destroy();
    }
    await calls[0]?.answer([task(1)], { "X-Subscription-Token": "t1" });
    if (when === "after") {
      await socket.answer("acquireSubscription", { position: "p0" });
      child.$destroy();
      expect(socket.count("cancelSubscription")).toBe(1);
    }
    await world.turn();
    expect(tasks?.status).toBe("offline");
  });
});
