import type { Json } from "../json.js";
import type { LiveCollection } from "../live/live-collection.js";
import type { LiveOptions } from "../live/options.js";
import type { Service, ServiceClasses, Services } from "../services/service.js";
import type { Snorky, StandardServices } from "../snorky.js";
import type { Http, Q, QPromise, Scope } from "./framework.js";
import { httpFetch } from "./http-fetch.js";
import { type InAngular, inAngular, outside } from "./in-angular.js";

/** The services of a client as AngularJS sees them. */
export type AngularServices<C extends ServiceClasses> = {
  readonly [K in keyof C]: InAngular<Services<C>[K]>;
};

/** A live list as AngularJS sees it. */
export type AngularList<Item> = InAngular<LiveCollection<Item>>;

/** How a live list is fetched, and how long it lives. */
export interface AngularLiveOptions<Item> extends LiveOptions<Item> {
  /** The scope that shows the list: when it is destroyed, the list is closed. */
  readonly scope?: Scope;
}

/** What happens to a service and may change what a page shows. */
const events = ["onOpen", "onMessage", "onDoubt", "onLoss"] as const;

/**
 * The service `snorky`: a client whose promises are those of `$q`, and after whose messages there is a digest.
 *
 * However many messages come in one turn of the event loop, one digest follows them (`$applyAsync`).
 */
export class AngularSnorky<C extends ServiceClasses = StandardServices> {
  /** The services by name. */
  readonly services: AngularServices<C>;

  private readonly fetch: typeof fetch;
  private readonly digest: () => void;

  /** @internal The module's provider makes it. */
  constructor(
    /** The client itself, with native promises and without digests of its own. */
    readonly client: Snorky<C>,
    private readonly q: Q,
    rootScope: Scope,
    $http: Http,
  ) {
    this.fetch = httpFetch($http);
    this.digest = () => rootScope.$applyAsync();
    const services = Object.entries(client.services as Record<string, Service>);
    for (const [, service] of services) {
      digestAfter(service, this.digest);
    }
    this.services = Object.fromEntries(
      services.map(([name, service]) => [name, inAngular(service, q)]),
    ) as AngularServices<C>;
    rootScope.$on("$destroy", () => client.disconnect());
  }

  /** There is a connection. */
  get connected(): Snorky<C>["connected"] {
    return this.client.connected;
  }

  /** The connection went. */
  get disconnected(): Snorky<C>["disconnected"] {
    return this.client.disconnected;
  }

  /** Whether there is a connection now. */
  get isConnected(): boolean {
    return this.client.isConnected;
  }

  /**
   * A list that stays equal to its query, fetched by `$http`. Its `items` are for `ng-repeat`, which may write into
   * them (`$$hashKey`, and whatever the page binds): by default they are copies of the rows.
   */
  live<Item = Record<string, Json>>(
    url: string,
    { scope, ...options }: AngularLiveOptions<Item> = {},
  ): QPromise<AngularList<Item>> {
    let gone = false;
    let close = () => {};
    scope?.$on("$destroy", () => {
      gone = true;
      close();
    });
    const opening = this.client
      .live<Item>(url, {
        fetch: this.fetch,
        transformItem: (row: object) => ({ ...row }) as Item,
        ...options,
      })
      .then((list) => {
        close = () => list.close();
        if (gone) {
          close();
        }
        return this.list(list);
      });
    return outside(opening, this.q) as QPromise<AngularList<Item>>;
  }

  /** The list, whose events are followed by a digest. */
  private list<Item>(list: LiveCollection<Item>): AngularList<Item> {
    list.on("change", this.digest);
    list.on("status", this.digest);
    const heard = new WeakMap<object, () => void>();
    const on: LiveCollection<Item>["on"] = (event, listener) => {
      const digesting = (heard.get(listener) as typeof listener | undefined) ?? this.digesting(listener);
      heard.set(listener, digesting);
      return list.on(event, digesting);
    };
    const off: LiveCollection<Item>["off"] = (event, listener) =>
      list.off(event, (heard.get(listener) as typeof listener | undefined) ?? listener);
    return inAngular(list, this.q, { on, off });
  }

  private digesting<A extends unknown[]>(listener: (...args: A) => void): (...args: A) => void {
    return (...args) => {
      this.digest();
      listener(...args);
    };
  }
}

/** Has a digest follow whatever happens to a service, also one of the page's own. */
function digestAfter(service: Service, digest: () => void): void {
  for (const event of events) {
    const own = service[event] as (argument: never) => void;
    Object.defineProperty(service, event, {
      configurable: true,
      writable: true,
      value(argument: never) {
        digest();
        own.call(service, argument);
      },
    });
  }
}
