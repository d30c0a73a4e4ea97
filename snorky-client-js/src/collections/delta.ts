import { isObject, type JsonObject } from "../json.js";

/** One change of one row of a model. */
export type Delta =
  | { readonly type: "insert"; readonly model: string; readonly tag?: string; readonly data: JsonObject }
  | {
      readonly type: "update";
      readonly model: string;
      readonly tag?: string;
      readonly newData: JsonObject;
      readonly oldData: JsonObject;
    }
  | { readonly type: "delete"; readonly model: string; readonly tag?: string; readonly data: JsonObject };

/** Whether a value has the form of a delta. */
export function isDelta(value: unknown): value is Delta {
  if (!isObject(value) || typeof value.model !== "string") {
    return false;
  }
  return value.type === "update"
    ? isObject(value.newData) && isObject(value.oldData)
    : (value.type === "insert" || value.type === "delete") && isObject(value.data);
}
