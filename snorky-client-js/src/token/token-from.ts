import { SnorkyError } from "../errors.js";
import { isObject } from "../json.js";

/** What a request for a token has beside its method, or a function asked before each (a fresh CSRF header). */
export type TokenRequest = RequestInit | (() => RequestInit | Promise<RequestInit>);

/**
 * A source of tokens for the option `token`: asks an application's endpoint, such as the starter's `/snorky/token`,
 * by `POST`, with the page's cookies, for `{"token": …}`. Fails with code `token_failed`, and the status if there
 * was an answer.
 */
export function tokenFrom(url: string, init: TokenRequest = {}): () => Promise<string> {
  return async () => {
    const given = typeof init === "function" ? await init() : init;
    let response: Response;
    try {
      response = await fetch(url, {
        method: "POST",
        credentials: "same-origin",
        cache: "no-store",
        ...given,
      });
    } catch (cause) {
      throw new SnorkyError("token_failed", `No token from ${url}`, { cause });
    }
    if (!response.ok) {
      const { status } = response;
      throw new SnorkyError("token_failed", `No token from ${url}: status ${status}`, { status });
    }
    const body: unknown = await response.json().catch(() => null);
    if (!isObject(body) || typeof body.token !== "string") {
      throw new SnorkyError("token_failed", `No token in the answer of ${url}`, { status: response.status });
    }
    return body.token;
  };
}
