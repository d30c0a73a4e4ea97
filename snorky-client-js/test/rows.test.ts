import { describe, expect, it } from "vitest";
import { rowIdentity } from "../src/live/row-identity.js";
import { Rows } from "../src/live/rows.js";
import { deleted, inserted, type Task, task, updated } from "./support/live-world.js";
import { seeded } from "./support/random.js";

const byId = (a: Task, b: Task) => a.id - b.id;

function rowsOf(rows: readonly Task[], sort?: (a: Task, b: Task) => number): Rows<Task> {
  const list = new Rows<Task>(rowIdentity({}), (row) => row as Task, sort, undefined);
  list.replace(rows);
  list.commit();
  return list;
}

describe("rows", () => {
  it.each([
    [inserted(task(1, "blue")), deleted(task(1, "red"))],
    [deleted(task(1, "red")), inserted(task(1, "blue"))],
  ])("keep a row that leaves one item of the subscription for another at one position", (first, second) => {
    const rows = rowsOf([task(1, "red")]);
    rows.apply(first, "p1");
    rows.apply(second, "p1");
    rows.commit();
    expect(rows.items).toEqual([task(1, "blue")]);
  });

  it("lose a row whose delete is replayed at the position of an earlier change of it, after a fetch", () => {
    const rows = rowsOf([task(1)]);
    rows.apply(updated(task(1), task(1, "changed")), "p1");
    rows.replace([task(1, "changed")]);
    rows.apply(deleted(task(1, "changed")), "p1");
    rows.commit();
    expect(rows.items).toEqual([]);
  });

  it("lose a row that is deleted right after it was changed", () => {
    const rows = rowsOf([task(1)]);
    rows.apply(updated(task(1), task(1, "changed")), "p1");
    rows.apply(deleted(task(1, "changed")), "p2");
    rows.commit();
    expect(rows.items).toEqual([]);
  });

  it("follow a row whose key changes", () => {
    const rows = rowsOf([task(1), task(2)]);
    rows.apply(updated(task(1), task(9)), "p1");
    expect(rows.commit()).toMatchObject({ inserted: [task(9)], removed: [task(1)], updated: [] });
    expect(rows.items).toEqual([task(2), task(9)]);
  });

  it("see no change in a row that went and came back the same", () => {
    const rows = rowsOf([task(1), task(2)]);
    const [, second] = rows.items;
    rows.apply(deleted(task(2)), "p1");
    rows.apply(inserted(task(2)), "p2");
    expect(rows.commit()).toBeNull();
    expect(rows.items[1]).toBe(second);
  });

  it("give by key what is shown, not what is still being replayed", () => {
    const rows = rowsOf([task(1)]);
    rows.apply(updated(task(1), task(1, "older")), "p1");
    rows.apply(inserted(task(2)), "p2");
    expect([rows.get(1), rows.get(2)]).toEqual([task(1), undefined]);
    rows.commit();
    expect([rows.get(1), rows.get(2)]).toEqual([task(1, "older"), task(2)]);
  });

  it("put right an array somebody else has meddled with", () => {
    const rows = rowsOf([task(1), task(2)]);
    (rows.items as Task[]).length = 0;
    rows.apply(deleted(task(1)), "p1");
    rows.commit();
    expect(rows.items).toEqual([task(2)]);
  });

  it.each([undefined, byId])(
    "hold the same after many changes at once as after each of them (%o)",
    (sort) => {
      const random = seeded(7);
      const [once, each] = [rowsOf([], sort), rowsOf([], sort)];
      const model = new Map<number, Task>();
      for (let i = 0; i < 400; i += 1) {
        const id = Math.floor(random() * 60);
        const held = model.get(id);
        const row = task(id, `${i}`);
        const delta =
          held === undefined ? inserted(row) : random() < 0.3 ? deleted(held) : updated(held, row);
        if (delta.type === "delete") {
          model.delete(id);
        } else {
          model.set(id, row);
        }
        once.apply(delta, `p${i}`);
        each.apply(delta, `p${i}`);
        each.commit();
      }
      once.commit();
      const expected = sort === undefined ? [...model.values()] : [...model.values()].sort(sort);
      expect(each.items).toEqual(expected);
      expect(once.items).toEqual(expected);
    },
  );
});
