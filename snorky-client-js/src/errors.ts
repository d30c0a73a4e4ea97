/**
 * The codes this client gives itself; every other code comes from the server (see the protocol's "Codes").
 *
 * - `connection_lost`: the call was sent, and the connection went before its answer came. Whether the server
 *   carried it out is unknown.
 * - `closed`: the client was closed by `disconnect()` or the list by `close()`.
 * - `queue_full`: more was sent while offline than the outbox holds.
 * - `timeout`: no answer within the configured `callTimeout`.
 * - `no_page`: no address or socket class was given, and there is no page to take one from.
 * - `connect_failed`: the address could not be made or the socket could not be constructed.
 * - `token_failed`: no access token could be got; `status` tells the HTTP status, if there was an answer.
 * - `malformed_message`: a message came that is no protocol message.
 * - `fetch_failed`: the list could not be fetched; `status` tells the HTTP status, if there was an answer.
 * - `bad_response`: the answer to the fetch holds no list of rows.
 * - `missing_key`: a row without the key field.
 * - `bad_delta`: a delta that cannot be applied.
 * - `listener_failed`: a function of yours threw while it was told something; `cause` is what it threw.
 */
export type ClientErrorCode =
  | "connection_lost"
  | "closed"
  | "queue_full"
  | "timeout"
  | "no_page"
  | "connect_failed"
  | "token_failed"
  | "malformed_message"
  | "fetch_failed"
  | "bad_response"
  | "missing_key"
  | "bad_delta"
  | "listener_failed";

/** A failure with a stable code to decide by; the message is for people. */
export class SnorkyError extends Error {
  override readonly name = "SnorkyError";

  /** A lower-case word, from the server or one of {@link ClientErrorCode}. */
  readonly code: string;

  /** The HTTP status, where an HTTP answer was the reason. */
  readonly status: number | undefined;

  constructor(code: string, message: string, details: { cause?: unknown; status?: number } = {}) {
    super(message, "cause" in details ? { cause: details.cause } : undefined);
    this.code = code;
    this.status = details.status;
  }
}

/** The error of a failure message; servers older than the codes are understood by their text. */
export function errorFrom(failure: { readonly message?: unknown; readonly code?: unknown }): SnorkyError {
  const text = typeof failure.message === "string" ? failure.message : "Unknown error";
  const code =
    typeof failure.code === "string"
      ? failure.code
      : text
          .toLowerCase()
          .replace(/[^a-z0-9]+/g, "_")
          .replace(/^_|_$/g, "");
  return new SnorkyError(code, text);
}

/** The error itself, or around whatever else a function of the user's has thrown. */
export function asSnorkyError(cause: unknown): SnorkyError {
  return cause instanceof SnorkyError
    ? cause
    : new SnorkyError("listener_failed", "A function passed to Snorky threw", { cause });
}
