import { SnorkyError } from "../errors.js";
import { isObject } from "../json.js";
import type { LiveOptions } from "./options.js";

/** A list as the application served it. */
export interface FetchedList {
  readonly rows: readonly unknown[];
  /** The token of its subscription, or null if the application served it without one. */
  readonly token: string | null;
}

/** The request for a list with its subscription: the REST idiom of `X-Snorky: Subscribe`. */
export class ListRequest {
  constructor(
    private readonly url: string,
    private readonly options: Pick<LiveOptions<unknown>, "headers" | "fetch" | "rows">,
  ) {}

  /** Fetches the list; fails with a {@link SnorkyError} in every case. */
  async fetch(signal: AbortSignal): Promise<FetchedList> {
    const response = await this.send(signal);
    if (!response.ok) {
      const { status } = response;
      throw new SnorkyError("fetch_failed", `${this.url} answered ${status}`, { status });
    }
    const token = response.headers.get("X-Subscription-Token");
    try {
      return { rows: this.rowsOf(await response.json()), token };
    } catch (cause) {
      if (cause instanceof SnorkyError) {
        throw cause;
      }
      if (signal.aborted) {
        throw new SnorkyError("fetch_failed", `${this.url} did not answer to its end in time`, { cause });
      }
      throw new SnorkyError("bad_response", `${this.url} did not answer with JSON`, { cause });
    }
  }

  private async send(signal: AbortSignal): Promise<Response> {
    const { headers, fetch: ownFetch } = this.options;
    try {
      const own = typeof headers === "function" ? await headers() : headers;
      const request = ownFetch ?? globalThis.fetch;
      return await request(this.url, {
        headers: { Accept: "application/json", ...own, "X-Snorky": "Subscribe" },
        // A cached list would be older than the subscription it comes with.
        cache: "no-store",
        signal,
      });
    } catch (cause) {
      throw new SnorkyError("fetch_failed", `${this.url} could not be fetched`, { cause });
    }
  }

  private rowsOf(body: unknown): readonly unknown[] {
    const rows = this.options.rows === undefined ? usualRows(body) : this.options.rows(body as never);
    if (!Array.isArray(rows)) {
      throw new SnorkyError(
        "bad_response",
        `${this.url} did not answer with a list; the option "rows" finds one`,
      );
    }
    return rows;
  }
}

/** The rows where Spring puts them: the body itself, a page's `content`, or the one list under `_embedded`. */
function usualRows(body: unknown): unknown {
  if (!isObject(body)) {
    return body;
  }
  if (isObject(body._embedded)) {
    const lists = Object.values(body._embedded).filter(Array.isArray);
    return lists.length === 1 ? lists[0] : undefined;
  }
  return body.content;
}
