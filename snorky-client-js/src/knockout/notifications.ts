import type { ObservableArray } from "./framework.js";

/** Runs an action later, once. */
export type Schedule = (action: () => void) => void;

/**
 * What those who watch an observable array are told: once for all changes of a turn of the event loop, before the
 * first and after the last.
 */
export class Notifications<Item> {
  private pending = false;

  /** @param settle makes the changes that were put off, just before they are told */
  constructor(
    private readonly observable: ObservableArray<Item>,
    private readonly schedule: Schedule,
    private readonly settle: () => void,
  ) {
    // Knockout notes a change that the page makes (`push`) as all that has changed: tell of ours before it.
    observable.subscribe(() => this.flush(), null, "beforeChange");
  }

  /** Tells of a change that is about to be made. */
  willChange(): void {
    if (!this.pending) {
      this.observable.valueWillMutate?.();
      this.pending = true;
      this.schedule(() => this.flush());
    }
  }

  /** Tells now of what has changed. */
  flush(): void {
    if (this.pending) {
      this.settle();
      this.pending = false;
      this.observable.valueHasMutated?.();
    }
  }
}
