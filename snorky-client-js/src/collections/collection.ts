/** Walks over the items of a collection and changes the one it stands at. */
export interface CollectionIterator<Item> {
  /** Whether {@link next} has another item. */
  hasNext(): boolean;
  /** Steps to the next item; throws when there is none. */
  next(): Item;
  /** Replaces the item it stands at. */
  update(value: unknown): void;
  /** Removes the item it stands at. */
  remove(): void;
}

/** Anything deltas can be applied to; subclass it to adapt a framework's own models. */
export abstract class Collection<Item = unknown> {
  /** Adds an item, given as the delta's plain JSON. */
  abstract insert(value: unknown): void;
  /** An iterator that stands before the first item. */
  abstract getIterator(): CollectionIterator<Item>;
}
