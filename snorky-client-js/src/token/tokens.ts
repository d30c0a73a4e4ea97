import { Backoff } from "../backoff.js";
import type { Cancel } from "../clock.js";
import { SnorkyError } from "../errors.js";
import { boundsOf, type Settings } from "../settings.js";

/** The access token by which a client says who it is, or a function that gets a new one. */
export type TokenSource = string | (() => string | Promise<string>);

/** Who acts for the tokens of a connection. */
export interface TokenEvents {
  /** Shows a new token to the server, and gives how long it is good, in milliseconds, or null for ever. */
  refresh(token: string): Promise<number | null>;
  /** The new token is somebody else's: the connection must be made anew. */
  changed(): void;
  /** No new token was to be had; it is tried again. */
  failed(error: SnorkyError): void;
}

/** The share of its time after which a token is replaced; each client draws its own, somewhat before. */
const share = 0.75;
const shareSpread = 0.05;

/** However little time a token has, it is not replaced faster than that. */
const shortest = 1_000;

/**
 * The tokens of one connection, one after the other.
 *
 * A token is at hand once the server has said how long it is good, until three quarters of that are over: then it is
 * replaced while the connection stays, and no attempt to connect uses it any more. One with which an attempt failed is
 * not tried again: a page cannot see whether it was refused.
 */
export class Tokens {
  private current: string | null = null;
  private freshUntil = Number.NEGATIVE_INFINITY;
  private alarm: Cancel | null = null;
  private renewals = 0;
  private readonly backoff: Backoff;

  constructor(
    private readonly source: TokenSource,
    private readonly settings: Settings,
    private readonly events: TokenEvents,
  ) {
    this.backoff = new Backoff(settings.clock, settings.random, boundsOf(settings));
  }

  /** The address with the token that an attempt to connect begins with. */
  async address(plain: string | Promise<string>): Promise<string> {
    const address = await plain;
    if (this.current === null || this.settings.clock.now() >= this.freshUntil) {
      this.forget();
      this.current = await this.ask();
    }
    const separator = address.includes("?") ? "&" : "?";
    return `${address}${separator}access_token=${encodeURIComponent(this.current)}`;
  }

  /** The server has said how long the token is good that the connection has. */
  expiresIn(milliseconds: number): void {
    this.callOff();
    const due = milliseconds * (share - shareSpread * this.settings.random());
    this.freshUntil = this.settings.clock.now() + due;
    if (typeof this.source !== "string") {
      this.alarm = this.settings.clock.schedule(Math.max(due, shortest), () => this.renew());
    }
  }

  /** The connection is gone, or never came; `refused` says that it may have been because of the token. */
  lost(refused: boolean): void {
    this.callOff();
    if (refused) {
      this.forget();
    }
  }

  private forget(): void {
    this.current = null;
    this.freshUntil = Number.NEGATIVE_INFINITY;
  }

  private callOff(): void {
    this.renewals += 1;
    this.alarm?.();
    this.alarm = null;
  }

  private async ask(): Promise<string> {
    try {
      const token = typeof this.source === "string" ? this.source : await this.source();
      if (typeof token === "string" && token !== "") {
        return token;
      }
    } catch (cause) {
      throw cause instanceof SnorkyError
        ? cause
        : new SnorkyError("token_failed", "The source of tokens failed", { cause });
    }
    throw new SnorkyError("token_failed", "The source of tokens gave none");
  }

  private renew(): void {
    this.callOff();
    const own = this.renewals;
    // Whoever gives no answer is given up, and asked again.
    this.alarm = this.settings.clock.schedule(this.settings.connectTimeout, () =>
      this.failed(new SnorkyError("token_failed", "No new token in time")),
    );
    this.replace(own).catch((cause: unknown) => {
      if (own === this.renewals) {
        this.failed(cause as SnorkyError);
      }
    });
  }

  private async replace(own: number): Promise<void> {
    const token = await this.ask();
    if (own !== this.renewals) {
      return;
    }
    const expiresIn = await this.events.refresh(token);
    if (own !== this.renewals) {
      return;
    }
    this.callOff();
    this.current = token;
    this.freshUntil = Number.POSITIVE_INFINITY;
    this.backoff.succeeded();
    if (expiresIn !== null) {
      this.expiresIn(expiresIn);
    }
  }

  /** Tries again while the old token lasts; when it ends, the server ends the connection. */
  private failed(error: SnorkyError): void {
    this.callOff();
    if (error.code === "identity_changed") {
      this.forget();
      this.events.changed();
      return;
    }
    this.alarm = this.settings.clock.schedule(this.backoff.next(), () => this.renew());
    this.events.failed(error);
  }
}
