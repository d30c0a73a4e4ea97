import { Collection, type CollectionIterator } from "./collection.js";
import { type Delta, isDelta } from "./delta.js";

/** The collection of a model, or its collections by tag where several subscriptions show the same model. */
export type CollectionsByModel = Record<string, Collection | Record<string, Collection>>;

/** How a {@link CollectionDeltaProcessor} compares and complains. */
export interface CollectionDeltaProcessorOptions {
  /** Whether an item of a collection stands for the row of a delta; by default their `id` is the same. */
  readonly itemsAreEqual?: (item: never, row: never) => boolean;
  /** Hears of deltas that belong to no collection or are none; by default the console does. */
  readonly report?: (problem: string) => void;
}

/** Applies deltas to the collections registered for their model, and for their tag. */
export class CollectionDeltaProcessor {
  private readonly itemsAreEqual: (item: unknown, row: unknown) => boolean;
  private readonly report: (problem: string) => void;

  constructor(
    readonly collections: CollectionsByModel = {},
    options: CollectionDeltaProcessorOptions = {},
  ) {
    this.itemsAreEqual =
      (options.itemsAreEqual as ((item: unknown, row: unknown) => boolean) | undefined) ?? sameId;
    this.report = options.report ?? ((problem) => console.error(problem));
  }

  /** Applies one delta. A delta applied twice changes nothing the second time. */
  processDelta(delta: Delta): void {
    if (!isDelta(delta)) {
      this.report(`Not a delta: ${JSON.stringify(delta)}`);
      return;
    }
    const collection = this.collectionOf(delta);
    if (collection === undefined) {
      this.report(
        `No collection for deltas of model "${delta.model}"${delta.tag === undefined ? "" : ` and tag "${delta.tag}"`}`,
      );
    } else if (delta.type === "insert") {
      const known = this.find(collection, delta.data);
      if (known === undefined) {
        collection.insert(delta.data);
      } else {
        known.update(delta.data);
      }
    } else if (delta.type === "update") {
      this.find(collection, delta.oldData)?.update(delta.newData);
    } else {
      this.find(collection, delta.data)?.remove();
    }
  }

  private collectionOf(delta: Delta): Collection | undefined {
    if (!Object.hasOwn(this.collections, delta.model)) {
      return undefined;
    }
    const registered = this.collections[delta.model];
    if (registered instanceof Collection || registered === undefined) {
      return registered;
    }
    return delta.tag !== undefined && Object.hasOwn(registered, delta.tag)
      ? registered[delta.tag]
      : undefined;
  }

  private find(collection: Collection, row: unknown): CollectionIterator<unknown> | undefined {
    const iterator = collection.getIterator();
    while (iterator.hasNext()) {
      const item = iterator.next();
      if (item !== null && item !== undefined && this.itemsAreEqual(item, row)) {
        return iterator;
      }
    }
    return undefined;
  }
}

function sameId(item: unknown, row: unknown): boolean {
  return (item as { id?: unknown }).id === (row as { id?: unknown }).id;
}
