import { describe, expect, it } from "vitest";
import { rowIdentity } from "../src/live/row-identity.js";
import { Rows } from "../src/live/rows.js";
import { Tombstones } from "../src/live/tombstones.js";
import { deleted, inserted, type Task, updated } from "./support/live-world.js";

function at(version: number | undefined, title = `v${version}`): Task {
  return version === undefined ? { id: 1, title } : { id: 1, title, version };
}

function rowsOf(rows: readonly Task[], options: { version?: string } = { version: "version" }): Rows<Task> {
  const list = new Rows<Task>(rowIdentity(options), (row) => row as Task, undefined, undefined);
  list.replace(rows);
  list.commit();
  return list;
}

function shown(rows: Rows<Task>): readonly string[] {
  rows.commit();
  return rows.items.map(({ title }) => title);
}

describe("a row that has left a list", () => {
  it.each([
    ["an insert of a state from before", inserted(at(2))],
    ["an insert of the very state it left in", inserted(at(3))],
    ["an update to a state from before", updated(at(1), at(2))],
    ["an update to the very state it left in", updated(at(2), at(3))],
  ])("is not brought back by %s", (_what, late) => {
    const rows = rowsOf([at(3)]);
    rows.apply(deleted(at(3)), "p1");
    rows.apply(late, "p2");
    expect(shown(rows)).toEqual([]);
  });

  it("is not brought back by a list that was read before", () => {
    const rows = rowsOf([at(3)]);
    rows.apply(deleted(at(3)), "p1");
    rows.replace([at(3)]);
    expect(shown(rows)).toEqual([]);
    rows.replace([at(2)]);
    expect(shown(rows)).toEqual([]);
  });

  it.each([
    ["an insert", inserted(at(4))],
    ["an update", updated(at(3), at(4))],
  ])("comes back by %s of a newer state, and may then leave again", (_what, delta) => {
    const rows = rowsOf([at(2)]);
    rows.apply(deleted(at(2)), "p1");
    rows.apply(delta, "p2");
    expect(shown(rows)).toEqual(["v4"]);
    rows.apply(deleted(at(4)), "p3");
    rows.apply(delta, "p4");
    expect(shown(rows)).toEqual([]);
  });

  it("comes back by a list that holds a newer state", () => {
    const rows = rowsOf([at(2)]);
    rows.apply(deleted(at(2)), "p1");
    rows.replace([at(3)]);
    expect(shown(rows)).toEqual(["v3"]);
  });

  it("is remembered though it was never seen", () => {
    const rows = rowsOf([]);
    rows.apply(deleted(at(1)), "p1");
    rows.apply(inserted(at(1)), "p2");
    expect(shown(rows)).toEqual([]);
  });

  it("is remembered by the key it had before", () => {
    const rows = rowsOf([at(1)]);
    rows.apply(updated(at(1), { ...at(2), id: 9 }), "p1");
    rows.apply(updated(at(0), at(1)), "p2");
    expect(shown(rows)).toEqual(["v2"]);
  });

  it("stays in the list if the same change brings it in by another item of the subscription", () => {
    const rows = rowsOf([at(1)]);
    rows.apply(inserted(at(2)), "p1");
    rows.apply(deleted(at(1)), "p1");
    rows.apply(updated(at(2), at(3)), "p2");
    expect(shown(rows)).toEqual(["v3"]);
  });

  it("may come back in any state where rows have no versions", () => {
    const rows = rowsOf([at(undefined, "a")], {});
    rows.apply(deleted(at(undefined, "a")), "p1");
    rows.apply(inserted(at(undefined, "a")), "p2");
    expect(shown(rows)).toEqual(["a"]);
  });

  it("may come back if only a list lacked it, which a replica that lags may do", () => {
    const rows = rowsOf([at(1)]);
    rows.replace([]);
    expect(shown(rows)).toEqual([]);
    rows.apply(inserted(at(1)), "p1");
    expect(shown(rows)).toEqual(["v1"]);
  });
});

describe("tombstones", () => {
  it("are forgotten, the oldest first, when there are too many", () => {
    const tombstones = new Tombstones(2);
    tombstones.bury("a", 1);
    tombstones.bury("b", 1);
    tombstones.bury("a", 2);
    tombstones.bury("c", 1);
    expect(["a", "b", "c"].map((key) => tombstones.cover(key, 1))).toEqual([true, false, true]);
  });

  it("keep the newest version", () => {
    const tombstones = new Tombstones();
    tombstones.bury("a", 5);
    tombstones.bury("a", 3);
    expect([tombstones.cover("a", 4), tombstones.cover("a", 5), tombstones.cover("a", 6)]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it("say nothing where versions cannot be compared", () => {
    const tombstones = new Tombstones();
    tombstones.bury("a", 5);
    expect(tombstones.cover("a", "2026-01-02T00:00:00Z")).toBe(false);
    tombstones.bury("b", undefined);
    expect(tombstones.cover("b", 1)).toBe(false);
  });
});
