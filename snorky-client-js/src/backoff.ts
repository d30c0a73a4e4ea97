import type { Clock } from "./clock.js";

/** The bounds of the delays between tries, in milliseconds. */
export interface BackoffBounds {
  /** The first try comes after at most this long. */
  readonly base: number;
  /** No try waits longer than this. */
  readonly cap: number;
  /** A success must last this long before the delays start small again. */
  readonly stableAfter: number;
}

/**
 * Delays between tries that double up to a cap, each drawn from zero to its bound.
 *
 * Full jitter: ten thousand clients cut off at one moment come back evenly spread and not in waves. A success
 * that does not last leaves the bound where it is, or a server that accepts and drops would be hammered.
 */
export class Backoff {
  private tries = 0;
  private succeededAt: number | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly random: () => number,
    private readonly bounds: BackoffBounds,
  ) {}

  /** How many tries have failed since the last lasting success. */
  get failures(): number {
    return this.lasting() ? 0 : this.tries;
  }

  /** Notes a success. */
  succeeded(): void {
    this.succeededAt = this.clock.now();
  }

  /** The delay before the next try. */
  next(): number {
    this.tries = this.failures;
    this.succeededAt = null;
    const bound = Math.min(this.bounds.cap, this.bounds.base * 2 ** Math.min(this.tries, 30));
    this.tries += 1;
    return this.random() * bound;
  }

  private lasting(): boolean {
    return this.succeededAt !== null && this.clock.now() - this.succeededAt >= this.bounds.stableAfter;
  }
}
