/** An answer over HTTP, as far as it matters here. */
export interface AnswerWithHeaders {
  readonly headers: { get(name: string): string | null };
}

/**
 * The position of the changes that a request made, or undefined if its answer tells none.
 *
 * The application tells it, in the header `X-Snorky-Position`, to requests with the header `X-Snorky: Position`.
 */
export function positionOf(response: AnswerWithHeaders): string | undefined {
  return response.headers.get("X-Snorky-Position") ?? undefined;
}
