import type { BackoffBounds } from "./backoff.js";
import { type Clock, systemClock } from "./clock.js";
import type { TokenSource } from "./token/tokens.js";
import { type Hints, pageHints } from "./transport/hints.js";

/** What can be set about a connection; every time is in milliseconds. */
export interface SnorkyOptions {
  /**
   * The access token that says who this client is, or a function that gets a new one, such as
   * `Snorky.tokenFrom("/snorky/token")`. The function is asked before an attempt to connect, unless a token is at
   * hand that is still fresh, and when three quarters of a token's time are over, to replace it while the connection
   * stays. Where it fails, `errorOccurred` tells, and it is asked again with growing patience. A token that is a string
   * is all there is: when it expires, the client cannot come back.
   */
  readonly token?: TokenSource;
  /** First bound of the delay between attempts to connect, doubled up to the cap. Default 1000. */
  readonly reconnectDelay?: number;
  /** Highest bound of that delay. Default 30000. */
  readonly reconnectDelayCap?: number;
  /**
   * A server that restarts (close code 1012 or 1013) and does not say when to come back finds its clients back
   * spread over this long; so do fetches after a server lost its log. Default 10000.
   */
  readonly restartSpread?: number;
  /** How long an attempt to connect may take. Default 10000. */
  readonly connectTimeout?: number;
  /**
   * After this long without a message the server is asked for a sign of life; at once when the machine seems to
   * have slept, when the page hears that the network is there again, and when somebody looks at it. Default 15000.
   *
   * A connection that died without a word is found dead within `quietAfter` and `replyWithin` after the last
   * message, as long as the page's timers run: so long, and no longer, a list may claim to be live and not be.
   */
  readonly quietAfter?: number;
  /** How long that sign may take before the connection counts as dead. Default 10000. */
  readonly replyWithin?: number;
  /** How long a call may wait for its answer; 0, the default, waits as long as the connection lives. */
  readonly callTimeout?: number;
  /** How many messages wait while there is no connection. Default 1000. */
  readonly maxQueuedMessages?: number;
  /** How many characters they may have together. Default 1048576. */
  readonly maxQueuedCharacters?: number;
  /** Says on the console what happens to the connection. Default false. */
  readonly debug?: boolean;
  /** The clock; tests bring their own. */
  readonly clock?: Clock;
  /** Random numbers from 0 to 1 for the jitter; tests bring their own. */
  readonly random?: () => number;
  /** What hints that a try is worth it now; by default the page's `online` and `visibilitychange`. */
  readonly hints?: Hints;
}

/** The options with every gap filled. */
export type Settings = Required<Omit<SnorkyOptions, "token">> & Pick<SnorkyOptions, "token">;

const defaults: Settings = {
  reconnectDelay: 1_000,
  reconnectDelayCap: 30_000,
  restartSpread: 10_000,
  connectTimeout: 10_000,
  quietAfter: 15_000,
  replyWithin: 10_000,
  callTimeout: 0,
  maxQueuedMessages: 1_000,
  maxQueuedCharacters: 1_048_576,
  debug: false,
  clock: systemClock,
  random: Math.random,
  hints: pageHints,
};

/** How long a success must last before delays start small again. */
const stableAfter = 10_000;

/** Fills the gaps of the options; an option that is present but undefined counts as a gap. */
export function settingsOf(options: SnorkyOptions): Settings {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(given) };
}

/** The bounds of all delays between tries. */
export function boundsOf(settings: Settings): BackoffBounds {
  return { base: settings.reconnectDelay, cap: settings.reconnectDelayCap, stableAfter };
}
