import { SnorkyError } from "../errors.js";
import { isObject } from "../json.js";
import type { Key, LiveOptions } from "./options.js";

/** What tells an older state of a row from a newer one. */
export type Version = number | string;

/** What a row is known by, and which state of it this is. */
export interface RowIdentity {
  /** The key of a row; throws `missing_key` if it has none. */
  keyOf(row: unknown): Key;
  /** The version of a state, or undefined where it has none. */
  versionOf(row: unknown): Version | undefined;
}

/** The identity of rows by the options of a list. */
export function rowIdentity(options: Pick<LiveOptions<never>, "key" | "version">): RowIdentity {
  const key = reader(options.key ?? "id");
  const version = options.version === undefined ? null : reader(options.version);
  return {
    keyOf(row) {
      const value = key(row);
      if (typeof value !== "string" && typeof value !== "number") {
        throw new SnorkyError("missing_key", `A row has no key: ${JSON.stringify(row)?.slice(0, 200)}`);
      }
      return value;
    },
    versionOf(row) {
      const value = version?.(row);
      return typeof value === "number" || typeof value === "string" ? value : undefined;
    },
  };
}

/** Whether one version comes before another; false where that cannot be told. */
export function isBefore(a: Version | undefined, b: Version | undefined): boolean {
  return a !== undefined && b !== undefined && typeof a === typeof b && a < b;
}

function reader(field: string | ((row: never) => unknown)): (row: unknown) => unknown {
  if (typeof field === "function") {
    return field as (row: unknown) => unknown;
  }
  return (row) => (isObject(row) ? row[field] : undefined);
}
