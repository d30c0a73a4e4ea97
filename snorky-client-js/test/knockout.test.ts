import ko from "knockout";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { DataSync, type Delta } from "../src/index.js";
import { KnockoutCollection, type ObservableArray } from "../src/knockout/index.js";
import { deleted, inserted, LiveWorld, type Task, task, updated } from "./support/live-world.js";

// Compiles only while the framework's own types fit.
const fits = (array: ko.ObservableArray<Task>): ObservableArray<Task> => array;

/** A view model of a task. */
class TaskModel {
  readonly id: number;
  readonly title: ko.Observable<string>;

  constructor(row: Task) {
    this.id = row.id;
    this.title = ko.observable(row.title);
  }
}

const models = {
  transformItem: (row: Task) => new TaskModel(row),
  updateItem: (item: TaskModel, row: Task) => item.title(row.title),
};

/** Turns of the event loop, as the test plays them. */
class Turns {
  private readonly actions: (() => void)[] = [];
  readonly schedule = (action: () => void) => this.actions.push(action);

  next(): void {
    for (const action of this.actions.splice(0)) {
      action();
    }
  }
}

let turns: Turns;
let processor: InstanceType<typeof DataSync.CollectionDeltaProcessor>;

beforeEach(() => {
  turns = new Turns();
  processor = new DataSync.CollectionDeltaProcessor();
});

function process(...deltas: Record<string, unknown>[]): void {
  for (const delta of deltas) {
    processor.processDelta(delta as unknown as Delta);
  }
}

/** What an array tells of. */
function told<Item>(array: ko.ObservableArray<Item>) {
  const before: Item[][] = [];
  const after: Item[][] = [];
  const changes: ko.utils.ArrayChanges<Item>[] = [];
  array.subscribe((items) => before.push([...items]), null, "beforeChange");
  array.subscribe((items) => after.push([...items]));
  array.subscribe((change) => changes.push(change), null, "arrayChange");
  return { before, after, changes };
}

describe("an observable array under a delta processor", () => {
  it("shows inserts, updates and deletes, and tells once of all of a turn", () => {
    const array = ko.observableArray([task(1, "Tea"), task(2, "Milk")]);
    processor.collections["Task"] = new KnockoutCollection(fits(array), turns);
    const { before, after, changes } = told(array);

    process(
      inserted(task(3, "Sugar")),
      updated(task(1, "Tea"), task(1, "Green tea")),
      deleted(task(2, "Milk")),
    );
    expect(after).toEqual([]);
    turns.next();

    expect(before).toEqual([[task(1, "Tea"), task(2, "Milk")]]);
    expect(after).toEqual([[task(1, "Green tea"), task(3, "Sugar")]]);
    expect(changes).toHaveLength(1);
    turns.next();
    expect(after).toHaveLength(1);
  });

  it("tells of nothing where nothing has changed", () => {
    const array = ko.observableArray([task(1)]);
    processor.collections["Task"] = new KnockoutCollection(array, turns);
    const { after } = told(array);
    process(deleted(task(7)), updated(task(8), task(8, "other")));
    turns.next();
    expect(after).toEqual([]);
  });

  it("updates the observables of its items, and tells of nothing else", () => {
    const array = ko.observableArray<TaskModel>([]);
    processor.collections["Task"] = new KnockoutCollection(array, { ...models, ...turns });
    process(inserted(task(1, "Tea")));
    turns.next();
    const [item] = array();
    const titles: string[] = [];
    item?.title.subscribe((title) => titles.push(title));
    const { before, after } = told(array);

    process(updated(task(1, "Tea"), task(1, "Milk")));
    turns.next();

    expect(titles).toEqual(["Milk"]);
    expect(array()[0]).toBe(item);
    expect([before, after]).toEqual([[], []]);
  });

  it("makes new items where it may only make them", () => {
    const array = ko.observableArray<TaskModel>([]);
    const { transformItem } = models;
    processor.collections["Task"] = new KnockoutCollection(array, { transformItem, ...turns });
    process(inserted(task(1, "Tea")), updated(task(1, "Tea"), task(1, "Milk")));
    turns.next();
    expect(array().map(({ title }) => title())).toEqual(["Milk"]);
  });

  it.each([false, true])(
    "tells rightly of what the page changes meanwhile (deferred: %s)",
    async (deferred) => {
      const array = ko.observableArray([task(1), task(2)]).extend(deferred ? { deferred: true } : {});
      processor.collections["Task"] = new KnockoutCollection(array, turns);
      const shown = [...array()];
      array.subscribe(
        (changes) => {
          for (const { status, index } of changes.filter((change) => change.status === "deleted").reverse()) {
            expect(status).toBe("deleted");
            shown.splice(index, 1);
          }
          for (const { value, index } of changes.filter((change) => change.status === "added")) {
            shown.splice(index, 0, value);
          }
        },
        null,
        "arrayChange",
      );

      process(inserted(task(3)), deleted(task(1)));
      array.push(task(4));
      process(inserted(task(5)));
      array.remove(({ id }) => id === 2);
      turns.next();
      ko.tasks.runEarly();

      expect(shown.map(({ id }) => id)).toEqual([3, 4, 5]);
      expect(shown).toEqual(array());
    },
  );

  it("tells in the next turn of the event loop", async () => {
    const array = ko.observableArray<Task>([]);
    const collection = new KnockoutCollection(array);
    const { after } = told(array);
    collection.insert(task(1));
    collection.insert(task(2));
    expect(after).toEqual([]);
    await vi.waitFor(() => expect(after).toHaveLength(1));

    collection.insert(task(3));
    collection.flush();
    collection.flush();
    expect(after).toHaveLength(2);
  });

  it("is a collection like the others", () => {
    expect(new KnockoutCollection(ko.observableArray())).toBeInstanceOf(DataSync.Collection);
  });
});

describe("an observable array that follows a live list", () => {
  let world: LiveWorld;

  beforeEach(() => {
    world = new LiveWorld();
  });

  it("holds what the list holds, and tells once of all of a turn", async () => {
    const list = await world.live([task(1, "Tea"), task(2, "Milk")]);
    const array = ko.observableArray([task(9)]);
    new KnockoutCollection<Task>(array, turns).follow(list);
    expect(array()).toEqual([task(1, "Tea"), task(2, "Milk")]);
    const { before, after } = told(array);

    await world.server.socket.delta(inserted(task(3, "Sugar")), "p1");
    await world.server.socket.delta(updated(task(1, "Tea"), task(1, "Green tea")), "p2");
    await world.server.socket.delta(deleted(task(2, "Milk")), "p3");
    turns.next();

    expect(before).toEqual([[task(1, "Tea"), task(2, "Milk")]]);
    expect(after).toEqual([[task(1, "Green tea"), task(3, "Sugar")]]);
  });

  it("keeps its view models, in the order of the list", async () => {
    const list = await world.live([task(1, "b"), task(2, "c")], {
      sort: (a, b) => a.title.localeCompare(b.title),
    });
    const array = ko.observableArray<TaskModel>([]);
    new KnockoutCollection(array, { ...models, ...turns }).follow(list);
    const [first, second] = array();
    const { after } = told(array);
    const { socket } = world.server;

    await socket.delta(updated(task(2, "c"), task(2, "cc")), "p1");
    turns.next();
    expect(second?.title()).toBe("cc");
    expect(after).toEqual([]);

    await socket.delta(updated(task(2, "cc"), task(2, "a")), "p2");
    await socket.delta(inserted(task(3, "aa")), "p3");
    turns.next();
    expect(array()).toEqual([second, expect.any(TaskModel), first]);
    expect(array().map(({ title }) => title())).toEqual(["a", "aa", "b"]);
    expect(after).toHaveLength(1);
  });

  it("is told how true the list is, and holds what is when it is live", async () => {
    const list = await world.live([task(1)]);
    const array = ko.observableArray<Task>([]);
    const statuses: [string, number][] = [];
    new KnockoutCollection(array, turns).follow(list, (status) => statuses.push([status, array().length]));
    expect(statuses).toEqual([["live", 1]]);

    const socket = await world.reconnect();
    await socket.delta(inserted(task(2)), "p1");
    await socket.answer("acquireSubscription", { position: "p1" });
    expect(statuses.slice(1)).toEqual([
      ["offline", 1],
      ["catching-up", 1],
      ["live", 2],
    ]);
  });

  it("follows until it is told to stop, or to follow another", async () => {
    const list = await world.live([task(1)]);
    const array = ko.observableArray<Task>([]);
    const collection = new KnockoutCollection(array, turns);
    collection.follow(list);
    const stop = collection.follow(list);
    await world.server.socket.delta(inserted(task(2)), "p1");
    turns.next();
    expect(array()).toHaveLength(2);
    stop();
    await world.server.socket.delta(inserted(task(3)), "p2");
    turns.next();
    expect(array()).toHaveLength(2);
  });

  it("is not confused by listeners that come before it", async () => {
    const list = await world.live([task(1)]);
    const array = ko.observableArray<TaskModel>([]);
    const collection = new KnockoutCollection(array, { ...models, ...turns });
    list.on("change", () => collection.flush());
    list.on("change", () => array.valueWillMutate?.());
    collection.follow(list);
    await world.server.socket.delta(inserted(task(2)), "p1");
    await world.server.socket.delta(inserted(task(3)), "p2");
    turns.next();
    expect(array().map(({ id }) => id)).toEqual([1, 2, 3]);
  });
});
