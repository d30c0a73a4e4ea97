import type { ResyncReason } from "../services/datasync.js";

/** What a row is known by. */
export type Key = string | number;

/** How a live list is fetched, keyed, ordered and shown. */
export interface LiveOptions<Item> {
  /** The field a row is known by, or a function that gives it. Default `id`. */
  readonly key?: string | ((row: never) => Key);
  /**
   * The field that grows with every change of a row, or a function that gives it, as numbers or as strings in
   * their order. With it, a state older than the one held is dropped, and so is one no newer than the last before
   * the row left the list: the protection against read replicas and unordered publishers.
   *
   * Leave it out if rows change without it, or if a key that was deleted is used again and begins anew (as the
   * version of JPA does): such rows would be taken for old ones.
   */
  readonly version?: string | ((row: never) => number | string);
  /** The order of the items; without it rows keep the order of the fetched list, and new ones come last. */
  readonly sort?: (a: Item, b: Item) => number;
  /** Makes an item from a row's plain JSON; by default the row is the item. */
  readonly transformItem?: (row: never) => Item;
  /** Applies deltas of this model only; needed where one token covers several models. */
  readonly model?: string;
  /** Finds the rows in the body; by default a list, a `content` list, or the one list under `_embedded`. */
  readonly rows?: (body: never) => readonly object[];
  /** Headers of the fetch, or a function asked before each: the place for a fresh access token. */
  readonly headers?: HeaderSource | (() => HeaderSource | Promise<HeaderSource>);
  /** Fetches instead of the global `fetch`. */
  readonly fetch?: typeof fetch;
  /** How long a fetch may take, in milliseconds. Default 30000. */
  readonly fetchTimeout?: number;
  /**
   * Whether a first fetch that fails gives an empty, `offline` list that goes on trying, like every later one,
   * instead of failing the promise. Default false.
   */
  readonly retry?: boolean;
}

/** Headers by name. */
export type HeaderSource = Readonly<Record<string, string>>;

/**
 * How true a list is now: `live` follows the server; `catching-up` is getting there; `offline` shows what was
 * last known, and tries again by itself.
 */
export type LiveStatus = "live" | "catching-up" | "offline";

/**
 * One step by which a list came back in line with its query, or learnt that it is not: for diagnostics and figures.
 *
 * - `resumed`: the connection is back, and what was missed has been replayed.
 * - `resync`: the server said to fetch again.
 * - `refetched`: the list has been fetched again; it is live once its subscription is acquired.
 */
export type LiveSync =
  | { readonly kind: "resumed" /** How many deltas were replayed. */; readonly deltas: number }
  | { readonly kind: "resync"; readonly reason: ResyncReason; readonly empty: boolean }
  | {
      readonly kind: "refetched";
      /** A {@link ResyncReason}, the code of the failure that made it necessary, `no_token`, or `refresh`. */
      readonly reason: string;
    };

/** One change of the items; every list names items as they are in {@link items}. */
export interface LiveChange<Item> {
  readonly items: readonly Item[];
  readonly inserted: readonly Item[];
  readonly updated: readonly { readonly item: Item; readonly previous: Item }[];
  readonly removed: readonly Item[];
  /** Whether items that stayed have changed places among each other. */
  readonly reordered: boolean;
}
