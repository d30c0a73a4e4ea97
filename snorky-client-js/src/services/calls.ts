import type { Cancel } from "../clock.js";
import type { SnorkyError } from "../errors.js";

/** What happens with the answer to a call; called inside the delivery of the answer, in the order of the wire. */
export interface Reply {
  resolve(data: unknown): void;
  reject(error: unknown): void;
}

interface Call {
  readonly reply: Reply;
  sent: boolean;
  cleanUp: Cancel;
}

/** The calls of one service that have no answer yet, by their number. */
export class Calls {
  private readonly open = new Map<number, Call>();
  private next = 0;

  /** Gives a call its number. */
  add(reply: Reply): number {
    const id = this.next;
    this.next += 1;
    this.open.set(id, { reply, sent: false, cleanUp: () => {} });
    return id;
  }

  /** Sets what is undone when the call ends. */
  onEnd(id: number, cleanUp: Cancel): void {
    const call = this.open.get(id);
    if (call !== undefined) {
      call.cleanUp = cleanUp;
    }
  }

  /** Notes that a call has left. */
  sent(id: number): void {
    const call = this.open.get(id);
    if (call !== undefined) {
      call.sent = true;
    }
  }

  /** Ends a call and gives its reply, or undefined if there is no such call. */
  take(id: unknown): Reply | undefined {
    const call = this.open.get(id as number);
    if (call !== undefined) {
      this.open.delete(id as number);
      call.cleanUp();
    }
    return call?.reply;
  }

  /** Fails the calls that have left, or all of them. */
  fail(error: SnorkyError, all: boolean): void {
    for (const [id, call] of this.open) {
      if (all || call.sent) {
        this.take(id)?.reject(error);
      }
    }
  }
}
