import type { Cancel } from "../clock.js";
import type { CollectionIterator } from "../collections/collection.js";
import type { LiveCollection } from "../live/live-collection.js";
import type { LiveStatus } from "../live/options.js";
import { Snorky } from "../snorky.js";
import { FollowedItems } from "./followed-items.js";
import type { ObservableArray } from "./framework.js";
import { Notifications, type Schedule } from "./notifications.js";

/** How a {@link KnockoutCollection} makes and changes its items. */
export interface KnockoutCollectionOptions<Item> {
  /** Makes an item, a view model say, from plain JSON; by default the JSON is the item. */
  readonly transformItem?: (data: never) => Item;
  /**
   * Writes the new state of a row into its item, into its observables say. The item then stays the object it is, and
   * the array has nothing to tell; without this function a changed row is a new item.
   */
  readonly updateItem?: (item: Item, data: never) => void;
  /** When the array tells of its changes; by default in the next turn of the event loop. */
  readonly schedule?: Schedule;
}

/**
 * A `ko.observableArray` that is kept up to date, by a delta processor or by a live list.
 *
 * However many changes come in one turn of the event loop, the array tells of them once.
 */
export class KnockoutCollection<Item = unknown> extends Snorky.DataSync.Collection<Item> {
  private readonly notifications: Notifications<Item>;
  private readonly transform: (data: unknown) => Item;
  private readonly renew: ((item: Item, data: unknown) => void) | undefined;
  private stopFollowing: Cancel = () => {};
  /** What the followed list now shows, where the array does not yet. */
  private awaited: FollowedItems<unknown, Item> | null = null;

  constructor(
    readonly observable: ObservableArray<Item>,
    options: KnockoutCollectionOptions<Item> = {},
  ) {
    super();
    this.transform =
      (options.transformItem as ((data: unknown) => Item) | undefined) ?? ((data) => data as Item);
    this.renew = options.updateItem as typeof this.renew;
    const schedule = options.schedule ?? ((action) => setTimeout(action));
    this.notifications = new Notifications(observable, schedule, () => this.settle());
  }

  override insert(value: unknown): void {
    const item = this.transform(value);
    this.change((array) => array.push(item));
  }

  override getIterator(): CollectionIterator<Item> {
    const iterator = new Snorky.DataSync.ArrayCollection<Item>(this.observable.peek()).getIterator();
    let current: Item;
    return {
      hasNext: () => iterator.hasNext(),
      next: () => {
        current = iterator.next();
        return current;
      },
      update: (value) => {
        if (this.renew === undefined) {
          const item = this.transform(value);
          this.change(() => iterator.update(item));
        } else {
          this.renew(current, value);
        }
      },
      remove: () => this.change(() => iterator.remove()),
    };
  }

  /** Tells of changes now, and not in the next turn. */
  flush(): void {
    this.notifications.flush();
  }

  /**
   * Makes the array hold what a live list holds, and keeps it so until another list is followed or the returned
   * function is called. `status`, an observable say, is told how true the list is, now and whenever that changes;
   * it never hears `live` before the array holds what is.
   */
  follow<Row extends object>(list: LiveCollection<Row>, status?: (status: LiveStatus) => void): Cancel {
    this.stopFollowing();
    const items = new FollowedItems<Row, Item>(list, this.transform, this.renew);
    const show = () => {
      this.notifications.willChange();
      this.awaited = items as FollowedItems<unknown, Item>;
    };
    const tell = () => {
      this.flush();
      status?.(list.status);
    };
    const ends = [list.on("change", (change) => items.take(change) && show()), list.on("status", tell)];
    this.stopFollowing = () => {
      for (const end of ends) {
        end();
      }
    };
    show();
    tell();
    return this.stopFollowing;
  }

  private change(action: (array: Item[]) => void): void {
    this.notifications.willChange();
    action(this.observable.peek());
  }

  private settle(): void {
    if (this.awaited !== null) {
      const array = this.observable.peek();
      array.length = 0;
      for (const item of this.awaited.all()) {
        array.push(item);
      }
      this.awaited = null;
    }
  }
}
