import type { LiveCollection } from "../live/live-collection.js";
import type { LiveChange } from "../live/options.js";

/** The items made of the rows of a live list. */
export class FollowedItems<Row, Item> {
  private readonly made = new Map<Row, Item>();

  constructor(
    private readonly list: Pick<LiveCollection<Row>, "items">,
    private readonly transform: (row: Row) => Item,
    private readonly renew: ((item: Item, row: Row) => void) | undefined,
  ) {
    for (const row of list.items) {
      this.made.set(row, transform(row));
    }
  }

  /** Takes a change of the list; says whether other items are shown now, or in another order. */
  take({ inserted, updated, removed, reordered }: LiveChange<Row>): boolean {
    for (const row of removed) {
      this.made.delete(row);
    }
    for (const { item: row, previous } of updated) {
      const item = this.made.get(previous);
      this.made.delete(previous);
      if (this.renew === undefined || item === undefined) {
        this.made.set(row, this.transform(row));
      } else {
        this.renew(item, row);
        this.made.set(row, item);
      }
    }
    for (const row of inserted) {
      this.made.set(row, this.transform(row));
    }
    return inserted.length + removed.length > 0 || reordered || this.renew === undefined;
  }

  /** The items in the order of the list, as far as its changes have been taken. */
  all(): Item[] {
    return this.list.items.filter((row) => this.made.has(row)).map((row) => this.made.get(row) as Item);
  }
}
