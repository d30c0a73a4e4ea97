import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isObject, type JsonObject } from "../../src/json.js";

/** A message both ways. */
export interface Envelope {
  readonly service: string;
  readonly message: unknown;
}

/** One step of an example; which fields are there tells which kind it is. */
export interface Step {
  readonly client?: string;
  readonly sends?: Envelope;
  readonly sendsText?: string;
  readonly gets?: Envelope;
  readonly getsNothing?: true;
  readonly disconnects?: true;
  readonly backend?: unknown;
  readonly answers?: unknown;
}

/** One exchange that server and clients agree about. */
export interface Example {
  readonly name: string;
  readonly steps: readonly Step[];
}

/** A request as the client can make one. */
export interface Request {
  readonly command: string;
  readonly params: JsonObject;
  readonly callId: unknown;
}

const folder = new URL("../../../snorky-test-support/src/main/resources/org/snorky/wire/", import.meta.url);

/** All examples by topic. Fails where there are none, or a test of nothing would pass. */
export function wireExamples(): ReadonlyMap<string, readonly Example[]> {
  const path = fileURLToPath(folder);
  const topics = new Map<string, readonly Example[]>();
  for (const file of readdirSync(path).filter((name) => name.endsWith(".json"))) {
    const { topic, examples } = JSON.parse(readFileSync(path + file, "utf8"));
    topics.set(topic, examples);
  }
  if (topics.size === 0) {
    throw new Error(`No wire examples in ${path}`);
  }
  return topics;
}

/** The request in a message, or null if it is none that this client would ever make. */
export function requestIn(message: unknown): Request | null {
  return isObject(message) &&
    typeof message.command === "string" &&
    "params" in message &&
    message.callId !== undefined
    ? (message as unknown as Request)
    : null;
}

/** The values that stand for the placeholders of one example, made up when first met. */
export class Placeholders {
  private readonly values = new Map<string, unknown>();

  /** The value with all placeholders filled. */
  fill<T>(value: T): T {
    if (typeof value === "string" && value.startsWith("$")) {
      return this.valueOf(value.slice(1)) as T;
    }
    if (Array.isArray(value)) {
      return value.map((part) => this.fill(part)) as T;
    }
    if (isObject(value)) {
      return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, this.fill(part)])) as T;
    }
    return value;
  }

  private valueOf(name: string): unknown {
    if (!this.values.has(name)) {
      const number = this.values.size + 1;
      if (/(At|Time)$/.test(name)) {
        this.values.set(name, new Date(Date.UTC(2026, 0, number)).toISOString());
      } else {
        this.values.set(name, name.endsWith("Handle") ? number : `${name}-${number}`);
      }
    }
    return this.values.get(name);
  }
}
