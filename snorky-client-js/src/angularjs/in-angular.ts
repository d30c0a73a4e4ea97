import type { Q, QPromise } from "./framework.js";

/** An object as AngularJS sees it: what were promises are promises of `$q`. */
export type InAngular<T> = {
  [K in keyof T]: T[K] extends (...args: infer A) => Promise<infer R> ? (...args: A) => QPromise<R> : T[K];
};

/**
 * The object itself, seen through a window: methods run on the object, and their promises come out as those of
 * `$q`. All else is the object's own, so that what one sets here (`onDelta`, say) is set there.
 *
 * The object keeps its native promises for itself: among each other its parts must not wait for digests.
 */
export function inAngular<T extends object>(target: T, q: Q, replaced: Partial<T> = {}): InAngular<T> {
  const methods = new Map<PropertyKey, unknown>();
  return new Proxy(target, {
    get(_target, key) {
      if (Object.hasOwn(replaced, key)) {
        return replaced[key as keyof T];
      }
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== "function" || Object.hasOwn(target, key)) {
        return value;
      }
      if (!methods.has(key)) {
        methods.set(key, (...args: unknown[]) => outside(value.apply(target, args), q));
      }
      return methods.get(key);
    },
  }) as InAngular<T>;
}

/** The promise of `$q` that follows a native one; any other value as it is. */
export function outside(value: unknown, q: Q): unknown {
  return value instanceof Promise ? q((resolve, reject) => value.then(resolve, reject)) : value;
}
