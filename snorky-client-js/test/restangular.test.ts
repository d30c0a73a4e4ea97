// @vitest-environment happy-dom
import "angular";
import "restangular";
import { afterEach, describe, expect, it } from "vitest";
import type { ListAndSubscription } from "../src/angularjs/index.js";
import { Snorky } from "../src/index.js";
import { AngularWorld } from "./support/angular-world.js";
import { inserted, task } from "./support/live-world.js";

interface Todo {
  id: number;
  title: string;
  completed: boolean;
  patch(changes: object): void;
}

/** The parts of Restangular that these tests use, as its users write them. */
interface Restangular {
  all(route: string): Collection;
  one(route: string, id: number): { all(route: string): Collection };
  service(route: string): Collection;
  withConfig(configure: (config: RestangularProvider) => void): Restangular;
  restangularizeElement(...args: unknown[]): Todo;
}
interface Collection {
  getList(): PromiseLike<Todo[]>;
  getListAndSubscription(params?: object, headers?: object): PromiseLike<ListAndSubscription<Todo>>;
  withHttpConfig(config: object): Collection;
}
interface RestangularProvider {
  setFullResponse(full: boolean): void;
  setBaseUrl(url: string): void;
  setDefaultHttpFields(fields: object): void;
  addResponseInterceptor(interceptor: (data: never) => unknown): void;
}

let world: AngularWorld;

afterEach(() => world.close());

function start(template = "", configure?: (provider: RestangularProvider) => void): Restangular {
  world = new AngularWorld(
    template,
    ["restangular"],
    configure === undefined ? undefined : ["RestangularProvider", configure],
  );
  return world.injector.get("Restangular");
}

async function fetched(
  promise: PromiseLike<ListAndSubscription<Todo>>,
  body: unknown = [task(1, "Tea")],
  headers: Record<string, string> = { "X-Subscription-Token": "t1" },
): Promise<ListAndSubscription<Todo>> {
  await world.turn();
  await world.calls.at(-1)?.answer(body, headers);
  return promise;
}

describe("getListAndSubscription", () => {
  it("asks for a subscription, and gives the list with the token", async () => {
    const restangular = start();
    const response = await fetched(
      restangular.all("tasks").getListAndSubscription({ late: true }, { "X-Mine": "1" }),
    );

    expect(world.calls[0]).toMatchObject({
      method: "GET",
      url: "/tasks?late=true",
      headers: { "X-Snorky": "Subscribe", "X-Mine": "1" },
    });
    expect(response.subscriptionToken).toBe("t1");
    expect(response.data).toHaveLength(1);
    expect(response.data[0]?.title).toBe("Tea");
    expect(response.data[0]?.patch).toBeTypeOf("function");
  });

  it("gives the same where Restangular gives full responses, and where the list is within the body", async () => {
    const restangular = start("", (provider) => {
      provider.setFullResponse(true);
      provider.addResponseInterceptor(({ tasks }: { tasks: unknown }) => tasks);
    });
    const response = await fetched(restangular.all("tasks").getListAndSubscription(), {
      tasks: [task(1, "Tea")],
    });

    expect(response.subscriptionToken).toBe("t1");
    expect(response.data[0]?.title).toBe("Tea");
    expect(response).toHaveProperty("status", 200);
  });

  it("says where there is no token", async () => {
    const restangular = start();
    const response = await fetched(restangular.all("tasks").getListAndSubscription(), [], {});
    expect(response).toEqual({ data: expect.anything(), subscriptionToken: null });
  });

  it("gives each its own token", async () => {
    const tasks = start().all("tasks");
    const first = tasks.getListAndSubscription();
    const second = tasks.getListAndSubscription();
    await world.turn();
    await world.calls[1]?.answer([], { "X-Subscription-Token": "t2" });
    await world.calls[0]?.answer([], { "X-Subscription-Token": "t1" });
    expect([(await first).subscriptionToken, (await second).subscriptionToken]).toEqual(["t1", "t2"]);
  });

  it("leaves ordinary requests as they were, and their settings", async () => {
    const shout = (data: string) => JSON.parse(data.toUpperCase().replaceAll("ID", "id"));
    const tasks = start().all("tasks").withHttpConfig({ transformResponse: shout });
    const response = await fetched(tasks.getListAndSubscription());
    expect(response.data[0]).toMatchObject({ id: 1, TITLE: "TEA" });
    expect(response.subscriptionToken).toBe("t1");

    const list = tasks.getList();
    await world.turn();
    await world.calls[1]?.answer([task(1, "Milk")]);
    expect(world.calls[1]?.headers).not.toHaveProperty("X-Snorky");
    expect((await list)[0]).toMatchObject({ TITLE: "MILK" });
  });

  it("is there for nested collections, services, and Restangulars with another configuration", async () => {
    const restangular = start("", (provider) => provider.setDefaultHttpFields({ transformResponse: [] }));
    const other = restangular.withConfig((config) => config.setBaseUrl("/other"));
    for (const [collection, url] of [
      [restangular.one("projects", 3).all("tasks"), "/projects/3/tasks"],
      [restangular.service("tasks"), "/tasks"],
      [other.all("tasks"), "/other/tasks"],
    ] as const) {
      collection.getListAndSubscription();
      await world.turn();
      expect(world.calls.at(-1)?.url).toBe(url);
    }
  });

  it("fails as getList does, with the answer", async () => {
    const restangular = start();
    const failure = restangular
      .all("tasks")
      .getListAndSubscription()
      .then(null, (reason: unknown) => reason);
    await world.turn();
    await world.calls[0]?.answer({ detail: "no" }, {}, 403);
    expect(await failure).toMatchObject({ status: 403, data: { detail: "no" } });
  });
});

describe("the program of the original", () => {
  it("shows the tasks of the database", async () => {
    const Restangular = start('<ul><li ng-repeat="todo in todos track by $index">{{todo.title}}</li></ul>');
    const { snorky, scope, server } = world;
    const socket = await server.accept();
    const deltaProcessor = new Snorky.DataSync.CollectionDeltaProcessor();
    snorky.services.datasync.onDelta = (delta) => {
      deltaProcessor.processDelta(delta);
    };
    Restangular.all("tasks")
      .getListAndSubscription()
      .then((response) => {
        const taskArray = response.data;
        const taskCollection = new Snorky.DataSync.ArrayCollection(taskArray, {
          transformItem: (item: object) =>
            Restangular.restangularizeElement(null, item, "tasks", true, response.data, null),
        });
        deltaProcessor.collections["Task"] = taskCollection;
        snorky.services.datasync.acquireSubscription({ token: response.subscriptionToken ?? "" });
        scope["todos"] = taskArray;
      });
    await world.turn();
    await world.calls[0]?.answer([task(1, "Learn Snorky")], { "X-Subscription-Token": "t1" });
    await socket.answer("acquireSubscription");
    await socket.message("datasync", { type: "delta", delta: inserted(task(2, "Use it")) });
    await world.turn();

    expect(socket.request("acquireSubscription").message.params).toEqual({ token: "t1" });
    expect(world.texts).toEqual(["Learn Snorky", "Use it"]);
    const [, added] = scope["todos"] as Todo[];
    added?.patch({ completed: true });
    await world.turn();
    expect(world.calls[1]).toMatchObject({ method: "PATCH", url: "/tasks/2" });
    expect(world.failures).toEqual([]);
  });
});
