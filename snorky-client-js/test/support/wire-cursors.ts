import type { CursorDocument, Cursors, ForeignCursor, OwnCursor } from "../../src/index.js";
import { canonical, type Json, type JsonObject } from "../../src/json.js";

/** Says in documents and cursors what an example says in commands, and the other way round. */
export class WireCursors {
  private readonly documents = new Map<string, CursorDocument>();
  private readonly own = new Map<Json, OwnCursor>();

  constructor(
    private readonly cursors: Cursors,
    private readonly told: (notification: unknown) => void,
  ) {}

  /** Makes a call by the object it belongs to; a call that no object would make is made as it stands. */
  async make(command: string, params: JsonObject): Promise<Json> {
    const key = canonical(params.document);
    const document = this.documents.get(key);
    const cursor = this.own.get(params.privateHandle as Json);
    if (command === "join") {
      const joined = await this.cursors.join({ document: params.document as Json });
      this.documents.set(key, joined);
      this.listen(joined);
      return { cursors: joined.others.map(stateOf) };
    }
    if (command === "leave") {
      return this.cursors.leave({ document: params.document as Json });
    }
    if (command === "createCursor" && document !== undefined && cursor === undefined) {
      const [created, promise] = document.createCursor(params as { position: Json });
      this.own.set(created.privateHandle, created);
      await promise.catch((error: unknown) => {
        this.own.delete(created.privateHandle);
        throw error;
      });
      return created.publicHandle as number;
    }
    if (command === "updateCursor" && cursor !== undefined) {
      await cursor.update(params.newData as JsonObject);
      return null;
    }
    if (command === "removeCursor" && cursor !== undefined) {
      this.own.delete(cursor.privateHandle);
      await cursor.remove();
      return null;
    }
    return this.cursors.call(command, params);
  }

  private listen(document: CursorDocument): void {
    document.cursorAdded.add((cursor) => this.told({ type: "cursorAdded", cursor: stateOf(cursor) }));
    document.cursorUpdated.add((cursor) => this.told({ type: "cursorUpdated", cursor: stateOf(cursor) }));
    document.cursorRemoved.add(({ publicHandle }) =>
      this.told({ type: "cursorRemoved", cursor: { publicHandle, document: document.name } }),
    );
  }
}

function stateOf({ publicHandle, document, position, status, owner }: ForeignCursor) {
  return { publicHandle, document: document.name, position, status, owner };
}
