/**
 * The parts of AngularJS that are used here, in its own names: the framework is the page's, and neither it nor its
 * types are needed to install this package.
 */
export interface AngularStatic {
  module(name: string, requires: string[]): AngularModule;
}

/** A module under construction. */
export interface AngularModule {
  readonly name: string;
  provider(name: string, provider: new () => object): unknown;
  run(block: (string | ((...injected: never[]) => void))[]): unknown;
}

/** A promise of `$q`: what follows it runs in a digest. */
export interface QPromise<T> {
  then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): QPromise<A | B>;
  catch<B = never>(onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null): QPromise<T | B>;
  finally(action: () => void): QPromise<T>;
}

/** `$q`. */
export type Q = <T>(
  resolver: (resolve: (value: T) => void, reject: (reason: unknown) => void) => void,
) => QPromise<T>;

/** A scope. */
export interface Scope {
  $applyAsync(): void;
  $on(event: string, listener: () => void): () => void;
}

/** What `$http` is asked. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Record<string, string>;
  readonly timeout?: PromiseLike<unknown>;
}

/** What `$http` answers, and fails with if the status is none of success. */
export interface HttpResponse {
  readonly data: unknown;
  readonly status: number;
  headers(name: string): string | null;
}

/** `$http`. */
export interface Http {
  (request: HttpRequest): PromiseLike<HttpResponse>;
  readonly defaults: { readonly transformResponse?: unknown };
}

/** `$injector`. */
export interface Injector {
  invoke<T>(injectable: unknown): T;
}
