import { Collection, type CollectionIterator } from "./collection.js";

/** How an {@link ArrayCollection} makes its items. */
export interface ArrayCollectionOptions<Item> {
  /** Makes an item of the array from a delta's plain JSON; by default the JSON is the item. */
  readonly transformItem?: (data: never) => Item;
}

/** A plain array kept up to date in place, so that whoever shows it needs no other reference. */
export class ArrayCollection<Item = unknown> extends Collection<Item> {
  private readonly transform: (data: unknown) => Item;

  constructor(
    readonly array: Item[],
    options: ArrayCollectionOptions<Item> = {},
  ) {
    super();
    this.transform =
      (options.transformItem as ((data: unknown) => Item) | undefined) ?? ((data) => data as Item);
  }

  override insert(value: unknown): void {
    this.array.push(this.transform(value));
  }

  override getIterator(): CollectionIterator<Item> {
    return new ArrayIterator(this.array, this.transform);
  }
}

class ArrayIterator<Item> implements CollectionIterator<Item> {
  private index = -1;
  private removed = false;

  constructor(
    private readonly array: Item[],
    private readonly transform: (data: unknown) => Item,
  ) {}

  hasNext(): boolean {
    return this.index < this.array.length - 1;
  }

  next(): Item {
    if (!this.hasNext()) {
      throw new Error("The iterator has no further item");
    }
    this.index += 1;
    this.removed = false;
    return this.array[this.index] as Item;
  }

  update(value: unknown): void {
    this.checkPosition();
    this.array[this.index] = this.transform(value);
  }

  remove(): void {
    this.checkPosition();
    this.array.splice(this.index, 1);
    this.index -= 1;
    this.removed = true;
  }

  private checkPosition(): void {
    if (this.removed) {
      throw new Error("The iterator stands at a removed item: call next() first");
    }
    if (this.index < 0) {
      throw new Error("The iterator stands before the first item: call next() first");
    }
  }
}
