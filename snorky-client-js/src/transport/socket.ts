/** The part of a WebSocket that Snorky uses; SockJS objects have it too. */
export interface SocketLike {
  onopen: ((event: never) => unknown) | null;
  onmessage: ((event: never) => unknown) | null;
  onclose: ((event: never) => unknown) | null;
  onerror?: ((event: never) => unknown) | null;
  send(data: string): void;
  close(code?: number, reason?: string): void;
}

/** A class of sockets: `WebSocket`, `SockJS`, or anything shaped like them. */
export type SocketClass = new (url: string) => SocketLike;

/**
 * Where to connect, or a function asked before every attempt.
 *
 * A token does not belong here, but in the option `token`.
 */
export type Address = string | (() => string | Promise<string>);
