import { describe, expect, it, vi } from "vitest";
import { DataSync, type Delta } from "../src/index.js";

const { ArrayCollection, Collection, CollectionDeltaProcessor, SingleItemCollection } = DataSync;

function player(id: number, color: string) {
  return { id, color };
}

const insert = (data: object, tag?: string) =>
  ({ type: "insert", model: "Player", data, ...(tag === undefined ? {} : { tag }) }) as unknown as Delta;
const update = (oldData: object, newData: object) =>
  ({ type: "update", model: "Player", oldData, newData }) as unknown as Delta;
const remove = (data: object) => ({ type: "delete", model: "Player", data }) as unknown as Delta;

describe("an array collection", () => {
  it("transforms what it inserts and updates", () => {
    const array = ["<a>"];
    const collection = new ArrayCollection(array, { transformItem: (name: string) => `<${name}>` });
    collection.insert("b");
    const iterator = collection.getIterator();
    expect(iterator.next()).toBe("<a>");
    iterator.update("c");
    expect(array).toEqual(["<c>", "<b>"]);
    expect(collection).toBeInstanceOf(Collection);
  });

  it("walks on after a removal", () => {
    const array = ["a", "b", "c"];
    const iterator = new ArrayCollection(array).getIterator();
    iterator.next();
    iterator.remove();
    expect(iterator.next()).toBe("b");
    iterator.next();
    iterator.remove();
    expect(iterator.hasNext()).toBe(false);
    expect(array).toEqual(["b"]);
  });

  it("refuses what makes no sense where it stands", () => {
    const iterator = new ArrayCollection(["a"]).getIterator();
    expect(() => iterator.update("b")).toThrow("before the first item");
    iterator.next();
    expect(() => iterator.next()).toThrow("no further item");
    iterator.remove();
    expect(() => iterator.remove()).toThrow("removed item");
  });
});

describe("a single item", () => {
  it("is updated and removed, and takes no other", () => {
    let shown = player(1, "red");
    const gone = vi.fn();
    const collection = new SingleItemCollection(
      () => shown,
      (data: typeof shown) => {
        shown = data;
      },
      gone,
    );
    const processor = new CollectionDeltaProcessor({ Player: collection });

    processor.processDelta(insert(player(2, "blue")));
    processor.processDelta(update(player(1, "red"), player(1, "green")));
    expect(shown).toEqual(player(1, "green"));
    processor.processDelta(remove(player(2, "blue")));
    expect(gone).not.toHaveBeenCalled();
    processor.processDelta(remove(player(1, "green")));
    expect(gone).toHaveBeenCalledOnce();
  });

  it("refuses what makes no sense where its iterator stands", () => {
    const iterator = new SingleItemCollection(
      () => 1,
      () => {},
    ).getIterator();
    expect(() => iterator.remove()).toThrow("before the item");
    iterator.next();
    expect(iterator.hasNext()).toBe(false);
    expect(() => iterator.next()).toThrow("no further item");
  });
});

describe("a delta processor", () => {
  it("applies deltas to the collection of their model", () => {
    const players = [player(1, "red")];
    const processor = new CollectionDeltaProcessor({ Player: new ArrayCollection(players) });
    processor.processDelta(insert(player(2, "blue")));
    processor.processDelta(update(player(1, "red"), player(1, "green")));
    expect(players).toEqual([player(1, "green"), player(2, "blue")]);
    processor.processDelta(remove(player(1, "green")));
    expect(players).toEqual([player(2, "blue")]);
  });

  it("changes nothing when a delta comes twice", () => {
    const players = [player(1, "red")];
    const processor = new CollectionDeltaProcessor({ Player: new ArrayCollection(players) });
    for (const delta of [insert(player(1, "red")), remove(player(3, "x")), remove(player(3, "x"))]) {
      processor.processDelta(delta);
    }
    expect(players).toEqual([player(1, "red")]);
  });

  it("tells collections of one model apart by tag", () => {
    const [reds, blues]: ReturnType<typeof player>[][] = [[], []];
    const problems: string[] = [];
    const processor = new CollectionDeltaProcessor(
      {
        Player: { red: new ArrayCollection(reds as object[]), blue: new ArrayCollection(blues as object[]) },
      },
      { report: (problem) => problems.push(problem) },
    );
    processor.processDelta(insert(player(1, "blue"), "blue"));
    processor.processDelta(insert(player(2, "green"), "green"));
    processor.processDelta(insert(player(3, "none")));
    expect([reds, blues]).toEqual([[], [player(1, "blue")]]);
    expect(problems).toEqual([
      'No collection for deltas of model "Player" and tag "green"',
      'No collection for deltas of model "Player"',
    ]);
  });

  it("compares items as it is told", () => {
    const players = [{ name: "ann", color: "red" }];
    const processor = new CollectionDeltaProcessor(
      { Player: new ArrayCollection(players) },
      { itemsAreEqual: (item: { name: string }, row: { name: string }) => item.name === row.name },
    );
    processor.processDelta(update({ name: "ann", color: "red" }, { name: "ann", color: "blue" }));
    expect(players).toEqual([{ name: "ann", color: "blue" }]);
  });

  it.each([
    null,
    7,
    { type: "insert" },
    { type: "insert", model: "Player" },
    { type: "x", model: "Player", data: {} },
  ])("complains of what is no delta: %j", (delta) => {
    const problems: string[] = [];
    const report = (problem: string) => problems.push(problem);
    new CollectionDeltaProcessor({ Player: new ArrayCollection([]) }, { report }).processDelta(
      delta as never,
    );
    expect(problems).toHaveLength(1);
  });

  it("takes no model name for a property of objects", () => {
    const problems: string[] = [];
    const processor = new CollectionDeltaProcessor({}, { report: (problem) => problems.push(problem) });
    processor.processDelta({ type: "insert", model: "constructor", data: {} });
    expect(problems).toEqual(['No collection for deltas of model "constructor"']);
  });
});
