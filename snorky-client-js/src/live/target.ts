import type { Clock } from "../clock.js";
import type { SnorkyError } from "../errors.js";
import type { FetchedList } from "./list-request.js";
import type { LiveStatus, LiveSync } from "./options.js";

/** What a synchronizer works on. */
export interface Target {
  /** Fetches the list anew, with a token. */
  fetch(signal: AbortSignal): Promise<FetchedList>;
  /** Takes a fetched list for all there is. */
  replace(rows: readonly unknown[]): void;
  /** Takes one delta. */
  apply(delta: unknown, position: string | undefined): void;
  /** Shows what has been taken. */
  commit(): void;
  status(status: LiveStatus): void;
  synced(sync: LiveSync): void;
  error(error: SnorkyError): void;
}

/** What a synchronizer needs from the client. */
export interface SynchronizerSettings {
  readonly clock: Clock;
  readonly random: () => number;
  readonly restartSpread: number;
  readonly fetchTimeout: number;
  /** Whether there is a connection. */
  readonly connected: () => boolean;
  /** Whether there is a connection, or the first attempt is still under way. */
  readonly reachable: () => boolean;
}
