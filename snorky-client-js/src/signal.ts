import type { Cancel } from "./clock.js";
import { asSnorkyError, type SnorkyError } from "./errors.js";

/** A function told of something. */
export type Listener<Args extends unknown[]> = (...args: Args) => void;

/** Where the failure of a listener goes, so that one listener cannot silence the others. */
export type FailureReport = (error: SnorkyError) => void;

/** The report of last resort: the page's own error handling, or the console. */
export const reportToPage: FailureReport = (error) => {
  const cause = error.code === "listener_failed" ? error.cause : error;
  if (typeof reportError === "function") {
    reportError(cause);
  } else {
    console.error(cause);
  }
};

/** Something that happens, and those who want to be told. */
export class Signal<Args extends unknown[] = []> {
  private listeners: { readonly listener: Listener<Args>; readonly context: unknown }[] = [];

  constructor(private readonly failed: FailureReport = reportToPage) {}

  /** Adds a listener, called with `context` as its `this`; the returned function removes it again. */
  add(listener: Listener<Args>, context?: unknown): Cancel {
    const entry = { listener, context };
    this.listeners = [...this.listeners, entry];
    return () => {
      this.listeners = this.listeners.filter((other) => other !== entry);
    };
  }

  /** Adds a listener that is told once. */
  addOnce(listener: Listener<Args>, context?: unknown): Cancel {
    const remove = this.add((...args) => {
      remove();
      listener.apply(context, args);
    });
    return remove;
  }

  /** Removes a listener wherever it was added with this context. */
  remove(listener: Listener<Args>, context?: unknown): void {
    this.listeners = this.listeners.filter(
      (entry) => entry.listener !== listener || entry.context !== context,
    );
  }

  /** Whether anybody listens. */
  get observed(): boolean {
    return this.listeners.length > 0;
  }

  /** Tells the listeners in the order they were added; one that throws is reported and the rest still hear. */
  dispatch(...args: Args): void {
    for (const { listener, context } of this.listeners) {
      guarded(this.failed, () => listener.apply(context, args));
    }
  }
}

/** Runs a function of the user's; what it throws is reported and goes no further. */
export function guarded(failed: FailureReport, action: () => void): void {
  try {
    action();
  } catch (cause) {
    failed(asSnorkyError(cause));
  }
}
