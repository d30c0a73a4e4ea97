import { SnorkyError } from "../errors.js";
import { isObject } from "../json.js";
import type { Key, LiveOptions } from "./options.js";

/** What a row is known by, and which of two states of it is older. */
export interface RowIdentity {
  /** The key of a row; throws `missing_key` if it has none. */
  keyOf(row: unknown): Key;
  /** Whether a state is older than the one held; false where that cannot be told. */
  isStale(state: unknown, held: unknown): boolean;
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
    isStale(state, held) {
      if (version === null) {
        return false;
      }
      const [a, b] = [version(state), version(held)];
      return (
        ((typeof a === "number" && typeof b === "number") ||
          (typeof a === "string" && typeof b === "string")) &&
        a < b
      );
    },
  };
}

function reader(field: string | ((row: never) => unknown)): (row: unknown) => unknown {
  if (typeof field === "function") {
    return field as (row: unknown) => unknown;
  }
  return (row) => (isObject(row) ? row[field] : undefined);
}
