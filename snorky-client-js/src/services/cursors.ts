import type { SnorkyError } from "../errors.js";
import { canonical, isObject, type Json } from "../json.js";
import { Signal } from "../signal.js";
import type { Reply } from "./calls.js";
import { CursorDocument } from "./cursors/document.js";
import { type CursorState, ForeignCursor } from "./cursors/foreign-cursor.js";
import { type CursorHost, OwnCursor } from "./cursors/own-cursor.js";
import { Holdings, isCutOff } from "./holdings.js";
import { type Notification, RPCService } from "./rpc-service.js";

/** What became of the documents when the connection came back. */
export interface Reunion {
  /** The documents that are joined again: the cursors of others are right, and one's own are on their way back. */
  readonly documents: readonly CursorDocument[];
  /** The documents that the server refused; for now, if they are retried, or for good. */
  readonly failed: readonly {
    readonly document: CursorDocument;
    readonly error: SnorkyError;
    readonly retrying: boolean;
  }[];
}

/** Who is where in which document, for clients with an identity; a document is any JSON value. */
export class Cursors extends RPCService {
  static readonly Document = CursorDocument;
  static readonly ForeignCursor = ForeignCursor;
  static readonly OwnCursor = OwnCursor;

  /** The connection was away and its documents are joined again. */
  readonly reconnected = new Signal<[Reunion]>((error) => this.host.report(error));

  private readonly documents = new Holdings<CursorDocument>(this.host, {
    ask: (document, reply) => this.rejoin(document, reply),
    passes: ({ code }) => code === "already_joined",
    told: (regained, refused) => {
      for (const { held, error, retrying } of refused) {
        if (!retrying) {
          this.refused(held, error);
        }
      }
      this.reconnected.dispatch({
        documents: regained.map(({ held }) => held),
        failed: refused.map(({ held: document, error, retrying }) => ({ document, error, retrying })),
      });
    },
  });

  private readonly own = new Holdings<OwnCursor>(this.host, {
    ask: (cursor, reply) => cursor.create(reply),
    told: (_regained, refused) => {
      for (const { held, error, retrying } of refused) {
        if (!retrying) {
          held.end(error);
          this.host.report(error);
        }
      }
    },
  });

  /** Joins a document, also across lost connections, until {@link leave}. */
  join({ document: name }: { readonly document: Json }): Promise<CursorDocument> {
    return new Promise((resolve, reject) => {
      this.invoke(
        "join",
        { document: name },
        {
          resolve: (answer) => {
            const document = new CursorDocument(name, this.hostOfCursors());
            this.documents.put(canonical(name), document);
            this.joined(document, answer);
            resolve(document);
          },
          reject,
        },
      );
    });
  }

  /** Leaves a document; one's own cursors in it go along. */
  async leave(params: { readonly document: Json }): Promise<null> {
    const key = canonical(params.document);
    const document = this.documents.get(key);
    if (document === undefined) {
      await this.call("leave", params);
      return null;
    }
    if (this.host.connected) {
      try {
        await this.call("leave", params);
      } catch (cause) {
        const error = cause as SnorkyError;
        if (!isCutOff(error) && error.code !== "not_joined") {
          throw error;
        }
      }
    }
    this.documents.delete(key);
    document.present = false;
    for (const cursor of this.ownIn(document)) {
      cursor.end();
    }
    return null;
  }

  override onNotification({ type, cursor }: Notification): void {
    if (!isObject(cursor)) {
      return;
    }
    const document = this.documents.get(canonical(cursor.document));
    if (type === "cursorAdded" || type === "cursorUpdated") {
      document?.changed(cursor as unknown as CursorState);
    } else if (type === "cursorRemoved") {
      document?.removed(cursor.publicHandle as number);
    }
  }

  override onOpen(): void {
    super.onOpen();
    this.documents.restore();
  }

  override onLoss(error: SnorkyError): void {
    super.onLoss(error);
    this.documents.lost();
    this.own.lost();
    for (const document of this.documents.values()) {
      document.present = false;
    }
    for (const cursor of this.own.values()) {
      cursor.lost(error);
    }
  }

  private rejoin(document: CursorDocument, reply: Reply): void {
    const params = { document: document.name };
    this.invoke("join", params, {
      resolve: (answer) => {
        if (this.documents.get(canonical(document.name)) === document) {
          this.joined(document, answer);
          this.own.restore((cursor) => cursor.document === document);
        }
        reply.resolve(answer);
      },
      reject: (error) => {
        if ((error as SnorkyError).code === "already_joined") {
          // An earlier answer came too late to be heard; only joining anew tells the cursors.
          this.invoke("leave", params, { resolve: () => {}, reject: () => {} });
        }
        reply.reject(error);
      },
    });
  }

  private joined(document: CursorDocument, answer: unknown): void {
    document.present = true;
    document.correct(isObject(answer) && Array.isArray(answer.cursors) ? answer.cursors : []);
  }

  private refused(document: CursorDocument, error: SnorkyError): void {
    document.correct([]);
    for (const cursor of this.ownIn(document)) {
      cursor.end(error);
    }
  }

  private ownIn(document: CursorDocument): OwnCursor[] {
    return [...this.own.values()].filter((cursor) => cursor.document === document);
  }

  private hostOfCursors(): CursorHost {
    return {
      signal: () => new Signal<[ForeignCursor]>((error) => this.host.report(error)),
      invoke: (command, params, reply) => this.invoke(command, params, reply),
      leave: (document) => this.leave({ document: document.name }),
      hold: (cursor) => this.own.put(`${cursor.privateHandle}`, cursor),
      letGo: (cursor) => {
        if (this.own.get(`${cursor.privateHandle}`) === cursor) {
          this.own.delete(`${cursor.privateHandle}`);
        }
      },
      freeHandle: () => {
        let handle = 1;
        while (this.own.get(`${handle}`) !== undefined) {
          handle += 1;
        }
        return handle;
      },
    };
  }
}
