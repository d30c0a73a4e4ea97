import { type Delta, isDelta } from "../collections/delta.js";
import { SnorkyError } from "../errors.js";
import { equal } from "../json.js";
import { Items } from "./items.js";
import type { Key, LiveChange } from "./options.js";
import { isBefore, type RowIdentity } from "./row-identity.js";
import { Tombstones } from "./tombstones.js";

/** A row as it came, and the item made of it when it was first shown. */
interface Entry<Item> {
  readonly row: unknown;
  item: Item | undefined;
}

/**
 * The rows of a list by key, in two layers: what is known, and what is shown.
 *
 * Deltas and fetched lists change what is known; {@link commit} brings what is shown up to it as one change.
 * While a replay passes through states older than a list fetched after them, nothing is committed, so nobody
 * sees a row go back.
 */
export class Rows<Item> {
  private readonly shown: Items<Item>;
  private known = new Map<Key, Entry<Item>>();
  /** What was shown for each key that has changed since the last commit. */
  private readonly touched = new Map<Key, Entry<Item> | undefined>();
  private readonly tombstones = new Tombstones();
  private replaced = false;
  /** The row put last, and the position of the delta that did. */
  private lastPut: { readonly key: Key; readonly position: string } | null = null;

  constructor(
    private readonly identity: RowIdentity,
    private readonly transform: (row: unknown) => Item,
    sort: ((a: Item, b: Item) => number) | undefined,
    private readonly model: string | undefined,
  ) {
    this.shown = new Items(sort);
  }

  /** The items shown: one array, changed in place. */
  get items(): readonly Item[] {
    return this.shown.array;
  }

  /** The item shown for a key. */
  get(key: Key): Item | undefined {
    const entry = this.touched.has(key) ? this.touched.get(key) : this.known.get(key);
    return entry?.item;
  }

  /**
   * Applies a delta: an insert of a known row updates it, a delete of an unknown one does nothing.
   *
   * One change reaches a subscription once for each of its items, all at one position: a row that leaves one
   * item and enters another gives a delete and an insert in any order. It is in the list, so the insert wins.
   */
  apply(delta: unknown, position?: string): void {
    if (!isDelta(delta)) {
      throw new SnorkyError("bad_delta", `Not a delta: ${JSON.stringify(delta)?.slice(0, 200)}`);
    }
    if (this.model !== undefined && delta.model !== this.model) {
      return;
    }
    if (delta.type === "delete") {
      this.remove(delta, position);
    } else if (delta.type === "insert") {
      this.put(this.identity.keyOf(delta.data), delta.data, position);
    } else {
      const key = this.identity.keyOf(delta.newData);
      const before = this.identity.keyOf(delta.oldData);
      if (before !== key) {
        this.touch(before);
        this.known.delete(before);
        this.tombstones.bury(before, this.identity.versionOf(delta.oldData));
      }
      this.put(key, delta.newData, position);
    }
  }

  /**
   * Replaces all that is known by a fetched list. A row held in a newer version stays as it is, and one that has
   * left in a version no older is left out, since then the list is not of now: {@link Tombstones} says why.
   */
  replace(rows: readonly unknown[]): void {
    const next = new Map<Key, Entry<Item>>();
    for (const row of rows) {
      const key = this.identity.keyOf(row);
      const held = this.known.get(key);
      if (held !== undefined && (equal(held.row, row) || this.isStale(row, held))) {
        next.set(key, held);
      } else if (!this.tombstones.cover(key, this.identity.versionOf(row))) {
        next.set(key, { row, item: undefined });
      }
    }
    for (const key of [...this.known.keys(), ...next.keys()]) {
      if (this.known.get(key) !== next.get(key)) {
        this.touch(key);
      }
    }
    this.known = next;
    this.replaced = true;
    // What is now replayed may carry the position of a delta that came before, and be another.
    this.lastPut = null;
  }

  /** Shows what is known; the change, or null if there is none to see. */
  commit(): LiveChange<Item> | null {
    const inserted: Item[] = [];
    const updated: { item: Item; previous: Item }[] = [];
    const removed: Item[] = [];
    for (const [key, before] of this.touched) {
      const now = this.known.get(key);
      if (now === undefined) {
        if (before !== undefined) {
          removed.push(before.item as Item);
        }
      } else if (before !== undefined && equal(before.row, now.row)) {
        // It went and came back the same: its item stays the object it was.
        this.known.set(key, before);
      } else {
        now.item = this.transform(now.row);
        if (before === undefined) {
          inserted.push(now.item);
        } else {
          updated.push({ item: now.item, previous: before.item as Item });
        }
      }
    }
    this.touched.clear();
    const reordered = this.show(inserted, updated, removed);
    return inserted.length + updated.length + removed.length > 0 || reordered
      ? { items: this.items, inserted, updated, removed, reordered }
      : null;
  }

  private show(
    inserted: readonly Item[],
    updated: readonly { readonly item: Item; readonly previous: Item }[],
    removed: readonly Item[],
  ): boolean {
    const changes = inserted.length + updated.length + removed.length;
    const moved = !this.replaced && changes <= piecemeal ? this.shown.edit(inserted, updated, removed) : null;
    if (moved !== null) {
      return moved;
    }
    this.replaced = false;
    return this.shown.become(
      [...this.known.values()].map((entry) => entry.item as Item),
      new Map(updated.map(({ item, previous }) => [previous, item])),
    );
  }

  private remove(delta: Delta & { readonly type: "delete" }, position: string | undefined): void {
    const key = this.identity.keyOf(delta.data);
    const held = this.known.get(key);
    const stays = this.lastPut !== null && this.lastPut.key === key && this.lastPut.position === position;
    if (stays || (held !== undefined && this.isStale(delta.data, held))) {
      return;
    }
    this.tombstones.bury(key, this.identity.versionOf(delta.data));
    if (held !== undefined) {
      this.touch(key);
      this.known.delete(key);
    }
  }

  private put(key: Key, row: unknown, position: string | undefined): void {
    if (this.tombstones.cover(key, this.identity.versionOf(row))) {
      return;
    }
    this.lastPut = position === undefined ? null : { key, position };
    const held = this.known.get(key);
    if (held === undefined || !(this.isStale(row, held) || equal(held.row, row))) {
      this.touch(key);
      this.known.set(key, { row, item: undefined });
    }
  }

  private isStale(state: unknown, held: Entry<Item>): boolean {
    return isBefore(this.identity.versionOf(state), this.identity.versionOf(held.row));
  }

  private touch(key: Key): void {
    if (!this.touched.has(key)) {
      this.touched.set(key, this.known.get(key));
    }
  }
}

/** Up to how many changes the array is edited piece by piece instead of compared as a whole. */
const piecemeal = 16;
