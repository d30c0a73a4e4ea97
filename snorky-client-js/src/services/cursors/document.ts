import { equal, type Json } from "../../json.js";
import type { Signal } from "../../signal.js";
import { type CursorState, ForeignCursor } from "./foreign-cursor.js";
import { type CursorHost, OwnCursor } from "./own-cursor.js";

/** A document that was joined, and the cursors in it as far as this client knows. */
export class CursorDocument {
  /** All cursors in it, one's own ({@link OwnCursor.isMine}) and those of others; one array, changed in place. */
  readonly cursors: (OwnCursor | ForeignCursor)[] = [];

  /** Another client's cursor has come. */
  readonly cursorAdded: Signal<[ForeignCursor]>;

  /** Another client's cursor has moved or changed its status. */
  readonly cursorUpdated: Signal<[ForeignCursor]>;

  /** Another client's cursor has gone. */
  readonly cursorRemoved: Signal<[ForeignCursor]>;

  /** @internal Whether the server of this connection has joined us to it. */
  present = false;

  private readonly byHandle = new Map<number, ForeignCursor>();

  constructor(
    /** What the document is known by: any JSON value. */
    readonly name: Json,
    private readonly host: CursorHost,
  ) {
    this.cursorAdded = host.signal();
    this.cursorUpdated = host.signal();
    this.cursorRemoved = host.signal();
  }

  /** The cursors of other clients, in the order they came. */
  get others(): readonly ForeignCursor[] {
    return [...this.byHandle.values()];
  }

  /**
   * Makes a cursor of one's own, and a promise of it: the cursor is there at once, and the promise resolves when the
   * server has it, or fails, and then the cursor is removed.
   */
  createCursor(data: {
    readonly position: Json;
    readonly status?: Json;
  }): readonly [cursor: OwnCursor, created: Promise<void>] {
    const { position, status = null } = data;
    const cursor = new OwnCursor(this, this.host, this.host.freeHandle(), { position, status });
    this.host.hold(cursor);
    this.cursors.push(cursor);
    return [cursor, cursor.begin()];
  }

  /** Leaves it; one's own cursors in it go along. */
  leave(): Promise<null> {
    return this.host.leave(this);
  }

  /** @internal Takes the cursors of others as the server has them now, and tells what differs. */
  correct(states: readonly CursorState[]): void {
    const now = new Map(states.map((state) => [state.publicHandle, state]));
    for (const cursor of this.others) {
      const state = now.get(cursor.publicHandle);
      if (state === undefined || !equal(state.owner, cursor.owner)) {
        this.removed(cursor.publicHandle);
      }
    }
    for (const state of states) {
      const cursor = this.byHandle.get(state.publicHandle);
      if (cursor === undefined || !equal([cursor.position, cursor.status], [state.position, state.status])) {
        this.changed(state);
      }
    }
  }

  /** @internal Takes what is known of a cursor, be it new or not. */
  changed(state: CursorState): void {
    const cursor = this.byHandle.get(state.publicHandle);
    if (cursor === undefined) {
      const added = new ForeignCursor(this, state);
      this.byHandle.set(state.publicHandle, added);
      this.cursors.push(added);
      this.cursorAdded.dispatch(added);
    } else {
      cursor.position = state.position;
      cursor.status = state.status;
      this.cursorUpdated.dispatch(cursor);
    }
  }

  /** @internal Takes that a cursor has gone. */
  removed(publicHandle: number): void {
    const cursor = this.byHandle.get(publicHandle);
    if (cursor !== undefined) {
      this.byHandle.delete(publicHandle);
      this.drop(cursor);
      this.cursorRemoved.dispatch(cursor);
    }
  }

  /** @internal Takes a cursor out of the array. */
  drop(cursor: OwnCursor | ForeignCursor): void {
    const at = this.cursors.indexOf(cursor);
    if (at >= 0) {
      this.cursors.splice(at, 1);
    }
  }
}
