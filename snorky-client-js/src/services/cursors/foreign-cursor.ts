import type { Json } from "../../json.js";
import type { CursorDocument } from "./document.js";

/** A cursor as the server tells of it. */
export interface CursorState {
  readonly publicHandle: number;
  readonly document: Json;
  readonly position: Json;
  readonly status: Json;
  readonly owner: Json;
}

/** A cursor of another client; the same object for as long as it is there. */
export class ForeignCursor {
  readonly isMine = false;
  /** What the server calls it in its document. */
  readonly publicHandle: number;
  /** The identity it belongs to. */
  readonly owner: Json;
  position: Json;
  status: Json;

  constructor(
    readonly document: CursorDocument,
    state: CursorState,
  ) {
    this.publicHandle = state.publicHandle;
    this.owner = state.owner;
    this.position = state.position;
    this.status = state.status;
  }
}
