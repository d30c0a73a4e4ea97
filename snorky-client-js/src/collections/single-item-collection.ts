import { Collection, type CollectionIterator } from "./collection.js";

/** A collection of exactly one item that lives elsewhere, such as the record a detail page shows. */
export class SingleItemCollection<Item = unknown> extends Collection<Item> {
  /**
   * @param read gives the item
   * @param update takes the plain JSON of its new state
   * @param remove is told when it is gone
   */
  constructor(
    private readonly read: () => Item,
    private readonly update: (data: never) => void,
    private readonly remove: () => void = () => {},
  ) {
    super();
  }

  /** Does nothing: another row that enters the subscription is not this item. */
  override insert(_value: unknown): void {}

  override getIterator(): CollectionIterator<Item> {
    let reached = false;
    const standing = (action: () => void) => {
      if (!reached) {
        throw new Error("The iterator stands before the item: call next() first");
      }
      action();
    };
    return {
      hasNext: () => !reached,
      next: () => {
        if (reached) {
          throw new Error("The iterator has no further item");
        }
        reached = true;
        return this.read();
      },
      update: (value) => standing(() => this.update(value as never)),
      remove: () => standing(() => this.remove()),
    };
  }
}
