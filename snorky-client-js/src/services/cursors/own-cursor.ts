import { SnorkyError } from "../../errors.js";
import { equal, type Json, type JsonObject } from "../../json.js";
import type { Signal } from "../../signal.js";
import type { Reply } from "../calls.js";
import { isCutOff } from "../holdings.js";
import type { CursorDocument } from "./document.js";
import type { ForeignCursor } from "./foreign-cursor.js";

/** What can be changed about a cursor. */
export interface CursorData {
  readonly position?: Json;
  readonly status?: Json;
}

/** What documents and cursors need from the service they belong to. */
export interface CursorHost {
  signal(): Signal<[ForeignCursor]>;
  invoke(command: string, params: JsonObject, reply: Reply): void;
  leave(document: CursorDocument): Promise<null>;
  /** Remembers a cursor, to create it again on the next connection. */
  hold(cursor: OwnCursor): void;
  letGo(cursor: OwnCursor): void;
  freeHandle(): number;
}

/**
 * A cursor of this client.
 *
 * Its position and status are what was asked for last, at once. Without a connection nothing is sent: the cursor is
 * created again where it then is, and what was asked for meanwhile is fulfilled by that.
 */
export class OwnCursor {
  readonly isMine = true;
  /** What the server calls it in its document; undefined until it answers, and another after a lost connection. */
  publicHandle: number | undefined;
  position: Json;
  status: Json;
  /** Whether it was removed, by {@link remove} or because the server refused it. */
  removed = false;

  /** Whether the server of this connection has been asked for it, and has it. */
  private state: "absent" | "asked" | "there" = "absent";
  private waiting: Reply[] = [];
  private pending = 0;

  constructor(
    readonly document: CursorDocument,
    private readonly host: CursorHost,
    /** What this client calls it. */
    readonly privateHandle: number,
    data: { readonly position: Json; readonly status: Json },
  ) {
    this.position = data.position;
    this.status = data.status;
  }

  /** Moves it or changes its status; the promise resolves when the server has this or a later state. */
  update(newData: CursorData): Promise<void> {
    const changes = this.changesTo(newData);
    if (this.removed) {
      return Promise.reject(new SnorkyError("no_such_cursor", "The cursor was removed"));
    }
    if (Object.keys(changes).length === 0) {
      return Promise.resolve();
    }
    Object.assign(this, changes);
    return this.settled((reply) => this.send(changes, [reply]));
  }

  /** Removes it. If the server refuses that, it is still there, and may be removed again. */
  remove(): Promise<void> {
    if (this.removed) {
      return Promise.resolve();
    }
    const { state } = this;
    this.end();
    return this.settled((reply) => {
      if (state === "absent") {
        reply.resolve(null);
      } else {
        this.sendRemoval(reply);
      }
    });
  }

  /** Whether the server has confirmed everything that was asked for. */
  isSynchronized(): boolean {
    return this.pending === 0;
  }

  /** @internal Creates it for the first time, or leaves that to the next connection. */
  begin(): Promise<void> {
    return this.settled((reply) => {
      this.waiting.push(reply);
      if (this.document.present) {
        this.create({
          resolve: () => {},
          reject: (error) => (isCutOff(error as SnorkyError) ? undefined : this.end(error as SnorkyError)),
        });
      }
    });
  }

  /** @internal Asks the server for it as it is now. */
  create(reply: Reply): void {
    const { privateHandle, position, status } = this;
    this.state = "asked";
    const params = { privateHandle, document: this.document.name, position, status };
    this.host.invoke("createCursor", params, {
      resolve: (handle) => {
        if (!this.removed) {
          this.publicHandle = handle as number;
          this.state = "there";
          this.send(changesBetween({ position, status }, this), this.waiting.splice(0));
        }
        reply.resolve(handle);
      },
      reject: (error) => {
        this.state = "absent";
        reply.reject(error);
      },
    });
  }

  /** @internal The connection has gone. */
  lost(error: SnorkyError): void {
    this.state = "absent";
    if (error.code === "closed") {
      for (const { reject } of this.waiting.splice(0)) {
        reject(error);
      }
    }
  }

  /** @internal It is gone; those who wait for it hear why, if it went against their will. */
  end(error?: SnorkyError): void {
    this.removed = true;
    this.state = "absent";
    this.host.letGo(this);
    this.document.drop(this);
    for (const { resolve, reject } of this.waiting.splice(0)) {
      if (error === undefined) {
        resolve(null);
      } else {
        reject(error);
      }
    }
  }

  private sendRemoval({ resolve, reject }: Reply): void {
    const params = { privateHandle: this.privateHandle };
    this.host.invoke("removeCursor", params, {
      resolve,
      reject: (cause) => {
        const error = cause as SnorkyError;
        if (isCutOff(error) || error.code === "no_such_cursor") {
          resolve(null);
        } else {
          this.removed = false;
          this.state = "there";
          this.host.hold(this);
          this.document.cursors.push(this);
          reject(error);
        }
      },
    });
  }

  private changesTo(newData: CursorData): CursorData {
    for (const key of Object.keys(newData)) {
      if (key !== "position" && key !== "status") {
        throw new SnorkyError("invalid_params", `"${key}" of a cursor cannot be updated`);
      }
    }
    return changesBetween(this, { position: this.position, status: this.status, ...newData });
  }

  private send(changes: CursorData, replies: readonly Reply[]): void {
    const settle = (how: (reply: Reply) => void) => replies.forEach(how);
    if (this.state !== "there") {
      this.waiting.push(...replies);
    } else if (Object.keys(changes).length === 0) {
      settle(({ resolve }) => resolve(null));
    } else {
      const params = { privateHandle: this.privateHandle, newData: changes as JsonObject };
      this.host.invoke("updateCursor", params, {
        resolve: () => settle(({ resolve }) => resolve(null)),
        reject: (error) => {
          if (this.removed) {
            settle(({ resolve }) => resolve(null));
          } else if ((error as SnorkyError).code === "connection_lost") {
            this.waiting.push(...replies);
          } else {
            settle(({ reject }) => reject(error));
          }
        },
      });
    }
  }

  private settled(begin: (reply: Reply) => void): Promise<void> {
    this.pending += 1;
    const done = () => {
      this.pending -= 1;
    };
    return new Promise((resolve, reject) => {
      begin({
        resolve: () => {
          done();
          resolve();
        },
        reject: (error) => {
          done();
          reject(error);
        },
      });
    });
  }
}

function changesBetween(
  before: { readonly position: Json; readonly status: Json },
  after: { readonly position: Json; readonly status: Json },
): CursorData {
  return {
    ...(equal(before.position, after.position) ? {} : { position: after.position }),
    ...(equal(before.status, after.status) ? {} : { status: after.status }),
  };
}
