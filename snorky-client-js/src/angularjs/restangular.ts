import type { Http, QPromise } from "./framework.js";

/** The parts of Restangular that are used here. */
export interface Restangular {
  addElementTransformer(
    route: RegExp,
    isCollection: boolean,
    transformer: (collection: RestangularCollection) => RestangularCollection,
  ): unknown;
  readonly configuration: {
    readonly restangularFields: { readonly httpConfig: string };
    readonly defaultHttpFields?: HttpConfig;
  };
}

/** A collection such as `Restangular.all("tasks")`. */
export interface RestangularCollection {
  getList(params?: object, headers?: object): QPromise<unknown>;
  withHttpConfig(config: object | undefined): unknown;
  getListAndSubscription?: GetListAndSubscription;
}

/** What {@link GetListAndSubscription} gives. */
export interface ListAndSubscription<Item = unknown> {
  /** The list, as `getList` gives it. */
  readonly data: Item[];
  /** Stands for the subscription to its changes; null if the server gave none. */
  readonly subscriptionToken: string | null;
}

/**
 * Does what `getList` does, with `X-Snorky: Subscribe`: a full response, also where Restangular is not set to give
 * such, with the token in `subscriptionToken`.
 */
export type GetListAndSubscription = <Item = unknown>(
  params?: object,
  headers?: object,
) => QPromise<ListAndSubscription<Item>>;

/** Gives every collection of Restangular the method `getListAndSubscription`. */
export function extendRestangular(restangular: Restangular, $http: Http): void {
  restangular.addElementTransformer(/^/, true, (collection) => {
    collection.getListAndSubscription = (params, headers) => fetchBoth(collection, params, headers);
    return collection;
  });

  function fetchBoth<Item>(
    collection: RestangularCollection,
    params?: object,
    headers?: object,
  ): QPromise<ListAndSubscription<Item>> {
    const { restangularFields, defaultHttpFields } = restangular.configuration;
    const own = (collection as unknown as Record<string, HttpConfig | undefined>)[
      restangularFields.httpConfig
    ];
    const transformResponse =
      own?.transformResponse ??
      defaultHttpFields?.transformResponse ??
      $http.defaults.transformResponse ??
      [];
    let subscriptionToken: string | null = null;
    const readToken = (data: unknown, header: (name: string) => string | null) => {
      subscriptionToken = header("X-Subscription-Token");
      return data;
    };
    // Restangular reads this while it is called, and hands the headers of an answer to nobody else.
    collection.withHttpConfig({ ...own, transformResponse: [transformResponse, readToken].flat() });
    try {
      return collection.getList(params, { ...headers, "X-Snorky": "Subscribe" }).then((result) => {
        const response = Array.isArray(result) ? { data: result } : (result as { data: Item[] });
        return Object.assign(response, { subscriptionToken });
      });
    } finally {
      collection.withHttpConfig(own);
    }
  }
}

interface HttpConfig {
  readonly transformResponse?: unknown;
}
