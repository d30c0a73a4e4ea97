import type { Http, HttpResponse } from "./framework.js";

/**
 * A `fetch` by `$http`, as far as live lists need one: the interceptors, headers and defaults of the application
 * apply to lists as to all its requests.
 */
export function httpFetch($http: Http): typeof fetch {
  const request = async (url: string, { headers, signal }: RequestInit = {}) => {
    const aborted = new Promise<void>((resolve) =>
      signal?.aborted ? resolve() : signal?.addEventListener("abort", () => resolve()),
    );
    try {
      return answer(
        await $http({ method: "GET", url, headers: headers as Record<string, string>, timeout: aborted }),
      );
    } catch (cause) {
      if (isAnswer(cause)) {
        return answer(cause);
      }
      throw cause instanceof Error ? cause : new TypeError(`$http could not fetch ${url}`, { cause });
    }
  };
  return request as unknown as typeof fetch;
}

/** `$http` fails with an object of the same form where there was no answer; its status is then 0 or below. */
function isAnswer(cause: unknown): cause is HttpResponse {
  const { status, headers } = (cause ?? {}) as Partial<HttpResponse>;
  return typeof status === "number" && status > 0 && typeof headers === "function";
}

function answer(response: HttpResponse): Pick<Response, "ok" | "status" | "headers" | "json"> {
  const { status, data } = response;
  return {
    ok: status >= 200 && status < 300,
    status,
    headers: { get: (name: string) => response.headers(name) } as Headers,
    json: async () => data,
  };
}
