/** The array a list shows, changed in place and as little as possible. */
export class Items<Item> {
  readonly array: Item[] = [];

  constructor(private readonly sort: ((a: Item, b: Item) => number) | undefined) {}

  /**
   * Makes a few changes one by one.
   *
   * @returns whether an updated item has changed its place; null if the array does not hold what it should
   */
  edit(
    inserted: readonly Item[],
    updated: readonly { readonly item: Item; readonly previous: Item }[],
    removed: readonly Item[],
  ): boolean | null {
    let moved = false;
    for (const item of removed) {
      if (!this.takeOut(item)) {
        return null;
      }
    }
    for (const { item, previous } of updated) {
      const index = this.array.indexOf(previous);
      if (index < 0) {
        return null;
      }
      this.array[index] = item;
      if (this.misplaced(index)) {
        this.array.splice(index, 1);
        this.putIn(item);
        moved = true;
      }
    }
    for (const item of inserted) {
      this.putIn(item);
    }
    return moved;
  }

  /**
   * Makes the array hold these items, sorted if there is an order, and writes only the places that differ.
   *
   * @param replacements what stands in for items of before
   * @returns whether items that stayed have changed places among each other
   */
  become(items: Item[], replacements: ReadonlyMap<Item, Item>): boolean {
    if (this.sort !== undefined) {
      items.sort(this.sort);
    }
    const staying = new Set(items);
    const before = this.array
      .map((item) => replacements.get(item) ?? item)
      .filter((item) => staying.has(item));
    const earlier = new Set(before);
    const after = items.filter((item) => earlier.has(item));
    const reordered = after.some((item, i) => item !== before[i]);
    items.forEach((item, i) => {
      if (this.array[i] !== item) {
        this.array[i] = item;
      }
    });
    this.array.length = items.length;
    return reordered;
  }

  private takeOut(item: Item): boolean {
    const index = this.array.indexOf(item);
    if (index >= 0) {
      this.array.splice(index, 1);
    }
    return index >= 0;
  }

  private misplaced(index: number): boolean {
    const { array, sort } = this;
    if (sort === undefined) {
      return false;
    }
    const item = array[index] as Item;
    return (
      (index > 0 && sort(array[index - 1] as Item, item) > 0) ||
      (index < array.length - 1 && sort(item, array[index + 1] as Item) > 0)
    );
  }

  /** Inserts behind all items that do not sort after it. */
  private putIn(item: Item): void {
    if (this.sort === undefined) {
      this.array.push(item);
      return;
    }
    let low = 0;
    let high = this.array.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.sort(this.array[middle] as Item, item) > 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    this.array.splice(low, 0, item);
  }
}
