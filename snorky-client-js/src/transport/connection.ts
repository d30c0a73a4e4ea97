import { Backoff } from "../backoff.js";
import type { Cancel } from "../clock.js";
import { SnorkyError } from "../errors.js";
import { boundsOf, type Settings } from "../settings.js";
import { Heartbeat } from "./heartbeat.js";
import type { Address, SocketClass, SocketLike } from "./socket.js";

/**
 * Where a connection stands: `connecting` for the first time or again, `connected`, `waiting` until the next
 * attempt, or `closed` by its owner.
 */
export type ConnectionState = "connecting" | "connected" | "waiting" | "closed";

/** How a connection went, and when the next attempt comes. */
export interface Loss {
  /** The close code of the socket; 1006 where there was none. */
  readonly code: number;
  readonly reason: string;
  /** Whether there had been a connection, or just an attempt. */
  readonly connected: boolean;
  /** Milliseconds until the next attempt. */
  readonly retryIn: number;
}

/** Who hears of a connection; the calls come in the order things happen, never one inside another. */
export interface ConnectionEvents {
  opened(): void;
  received(text: unknown): void;
  lost(loss: Loss): void;
  failed(error: SnorkyError): void;
  /** The connection has been quiet: send something that is answered. */
  quiet(): void;
  /** Whether there still is a connection has become doubtful, or certain again. */
  doubted(doubtful: boolean): void;
}

/** Close codes that mean: not now, come back later. */
const comeBackLater = new Set([1012, 1013]);

/** The close code that means: come back at once with a new token. */
export const tokenExpired = 4001;

/** No server can send a client away for longer. */
const longestAbsence = 300_000;

/** How long a hint spreads the attempts of many pages that hear it at once. */
const hintSpread = 1_000;

/** One connection that comes back: sockets follow each other until it is closed. */
export class Connection {
  private socket: SocketLike | null = null;
  private current: ConnectionState = "closed";
  private alarm: Cancel | null = null;
  private ignoreHints: Cancel | null = null;
  private retryAt = 0;
  private unhurried = false;
  /** How long the server has asked to stay away when it goes. */
  private absence: number | null = null;
  private attempts = 0;
  private readonly backoff: Backoff;
  private readonly heartbeat: Heartbeat;

  constructor(
    private readonly socketClass: SocketClass,
    private readonly address: Address,
    private readonly settings: Settings,
    private readonly events: ConnectionEvents,
  ) {
    this.backoff = new Backoff(settings.clock, settings.random, boundsOf(settings));
    this.heartbeat = new Heartbeat(settings.clock, settings, {
      ask: () => events.quiet(),
      doubted: () => events.doubted(true),
      trusted: () => events.doubted(false),
      dead: () => this.drop(1006, "No sign of life"),
    });
  }

  get state(): ConnectionState {
    return this.current;
  }

  /** Starts to connect. Throws if the address is a string that the socket class refuses. */
  open(): void {
    if (this.current === "closed") {
      this.ignoreHints = this.settings.hints(() => this.wake());
      try {
        this.attempt();
      } catch (cause) {
        this.close();
        throw cause;
      }
    }
  }

  /** Sends at once; there must be a connection. */
  send(text: string): void {
    this.socket?.send(text);
  }

  /** Comes back no earlier than this after the connection will have gone, as the server asks. */
  stayAway(milliseconds: number): void {
    this.absence = Math.min(Math.max(milliseconds, 0), longestAbsence);
  }

  /** Ends a connection that does not fit any more, and comes back at once. */
  comeBack(reason: string): void {
    if (this.current === "connected") {
      this.drop(tokenExpired, reason);
    }
  }

  /** Closes for good, or until {@link open}. */
  close(): void {
    this.ignoreHints?.();
    this.ignoreHints = null;
    this.release(1000);
    this.current = "closed";
  }

  private attempt(): void {
    this.current = "connecting";
    this.attempts += 1;
    const attempt = this.attempts;
    this.alarm = this.settings.clock.schedule(this.settings.connectTimeout, () =>
      this.drop(1006, "No connection in time"),
    );
    if (typeof this.address === "string") {
      this.connect(this.address);
      return;
    }
    Promise.resolve()
      .then(this.address)
      .then((url) => {
        if (attempt === this.attempts && this.current === "connecting") {
          this.connect(url);
        }
      })
      .catch((cause: unknown) => {
        if (attempt === this.attempts && this.current === "connecting") {
          this.events.failed(failure(cause));
          this.drop(1006, "No socket");
        }
      });
  }

  private connect(url: string): void {
    const socket = new this.socketClass(url);
    this.socket = socket;
    // A socket that was let go may still have events on their way.
    const own =
      <E>(handle: (event: E) => void) =>
      (event: E) => {
        if (this.socket === socket) {
          handle(event);
        }
      };
    socket.onopen = own(() => this.opened());
    socket.onmessage = own((event: { readonly data: unknown }) => {
      this.heartbeat.heard();
      this.events.received(event.data);
    });
    socket.onclose = own((event?: { readonly code?: number; readonly reason?: string }) =>
      this.drop(event?.code ?? 1006, event?.reason ?? ""),
    );
    // The close that follows an error tells all there is; but Node's sockets bring down who does not listen.
    socket.onerror = () => {};
  }

  private opened(): void {
    this.alarm?.();
    this.current = "connected";
    this.unhurried = false;
    this.absence = null;
    this.backoff.succeeded();
    this.heartbeat.start();
    this.events.opened();
  }

  private drop(code: number, reason: string): void {
    const connected = this.current === "connected";
    this.release(1000);
    this.current = "waiting";
    const retryIn = this.delayAfter(code);
    this.retryIn(retryIn);
    this.events.lost({ code, reason, connected, retryIn });
  }

  /** The server's word counts for one attempt; how it went on after that, the server cannot have known. */
  private delayAfter(code: number): number {
    const { absence } = this;
    this.absence = null;
    this.unhurried = absence !== null || comeBackLater.has(code);
    if (absence !== null) {
      return absence;
    }
    if (this.unhurried) {
      return this.settings.random() * this.settings.restartSpread;
    }
    const soon = code === tokenExpired && this.backoff.failures === 0;
    const delay = this.backoff.next();
    return soon ? Math.min(delay, this.settings.random() * hintSpread) : delay;
  }

  private retryIn(delay: number): void {
    this.alarm?.();
    this.retryAt = this.settings.clock.now() + delay;
    this.alarm = this.settings.clock.schedule(delay, () => {
      try {
        this.attempt();
      } catch (cause) {
        this.events.failed(failure(cause));
        this.drop(1006, "No socket");
      }
    });
  }

  /** Tries soon what would be tried late, unless the server itself asked for patience. */
  private wake(): void {
    if (this.current === "connected") {
      this.heartbeat.check();
    } else if (this.current === "waiting" && !this.unhurried) {
      const soon = this.settings.random() * hintSpread;
      if (this.settings.clock.now() + soon < this.retryAt) {
        this.retryIn(soon);
      }
    }
  }

  /** Lets go of the socket without waiting for its close, which a dead network would hold back. */
  private release(code: number): void {
    this.alarm?.();
    this.alarm = null;
    this.heartbeat.stop();
    const socket = this.socket;
    this.socket = null;
    if (socket !== null) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      try {
        socket.close(code);
      } catch {
        // Some sockets refuse to be closed twice; this one is let go all the same.
      }
    }
  }
}

/** Why no socket could be opened; without a cause whose text has the address with a token. */
function failure(cause: unknown): SnorkyError {
  if (cause instanceof SnorkyError) {
    return cause;
  }
  const details = String(cause).includes("access_token=") ? {} : { cause };
  return new SnorkyError("connect_failed", "No socket could be opened", details);
}
