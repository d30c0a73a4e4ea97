import { describe, expect, it } from "vitest";
import { type CursorDocument, type ForeignCursor, type Reunion, Snorky } from "../src/index.js";
import { ClientWorld } from "./support/client-world.js";

const bob = { publicHandle: 7, document: "doc", position: [1, 1], status: "idle", owner: "bob" };

async function joined(...cursors: readonly object[]) {
  const world = new ClientWorld({ cursors: Snorky.Cursors });
  const { cursors: service } = world.snorky.services;
  const back: Reunion[] = [];
  service.reconnected.add((reunion) => back.push(reunion));
  const socket = await world.accept();
  const joining = service.join({ document: "doc" });
  await socket.answer("join", { cursors });
  const document = await joining;
  return { world, service, document, back, told: following(document) };
}

function following(document: CursorDocument): string[] {
  const told: string[] = [];
  const tell = (what: string) => (cursor: ForeignCursor) =>
    told.push(`${what} ${cursor.publicHandle} ${JSON.stringify(cursor.position)}`);
  document.cursorAdded.add(tell("added"));
  document.cursorUpdated.add(tell("updated"));
  document.cursorRemoved.add(tell("removed"));
  return told;
}

async function created() {
  const all = await joined();
  const [cursor, promise] = all.document.createCursor({ position: 23, status: "read" });
  await all.world.socket.answer("createCursor", 50);
  await promise;
  return { ...all, cursor };
}

describe("a joined document", () => {
  it("has the cursors of others", async () => {
    const { document } = await joined(bob);
    expect(document).toBeInstanceOf(Snorky.Cursors.Document);
    expect(document.name).toBe("doc");
    const [cursor] = document.cursors;
    expect(cursor).toBeInstanceOf(Snorky.Cursors.ForeignCursor);
    expect(cursor).toMatchObject({ publicHandle: 7, position: [1, 1], status: "idle", owner: "bob" });
    expect(cursor?.document).toBe(document);
    expect(cursor?.isMine).toBe(false);
  });

  it("follows them, each as one object", async () => {
    const { world, document, told } = await joined();
    await world.socket.message("cursors", { type: "cursorAdded", cursor: bob });
    const [cursor] = document.others;
    await world.socket.message("cursors", { type: "cursorUpdated", cursor: { ...bob, position: [2, 2] } });
    expect(document.others).toEqual([cursor]);
    expect(cursor?.position).toEqual([2, 2]);
    await world.socket.message("cursors", {
      type: "cursorRemoved",
      cursor: { publicHandle: 7, document: "doc" },
    });
    expect(document.cursors).toEqual([]);
    expect(told).toEqual(["added 7 [1,1]", "updated 7 [2,2]", "removed 7 [2,2]"]);
  });

  it("hears nothing of other documents", async () => {
    const { world, told } = await joined();
    await world.socket.message("cursors", { type: "cursorAdded", cursor: { ...bob, document: "other" } });
    expect(told).toEqual([]);
  });

  it("takes its own cursors along when it is left", async () => {
    const { world, document, cursor } = await created();
    const leaving = document.leave();
    await world.socket.answer("leave");
    await leaving;
    expect(cursor.removed).toBe(true);
    expect(document.cursors).toEqual([]);
    expect((await world.comeBack()).sent).toEqual([]);
  });
});

describe("a cursor of one's own", () => {
  it("is there before the server knows it", async () => {
    const { world, document } = await joined();
    const [cursor, promise] = document.createCursor({ position: 23, status: "read" });
    expect(cursor).toBeInstanceOf(Snorky.Cursors.OwnCursor);
    expect(document.cursors).toEqual([cursor]);
    expect([cursor.isMine, cursor.isSynchronized(), cursor.publicHandle]).toEqual([true, false, undefined]);
    expect(world.socket.request("createCursor").message.params).toEqual({
      privateHandle: cursor.privateHandle,
      document: "doc",
      position: 23,
      status: "read",
    });
    await world.socket.answer("createCursor", 50);
    await promise;
    expect([cursor.isSynchronized(), cursor.publicHandle]).toEqual([true, 50]);
  });

  it("moves at once", async () => {
    const { world, cursor } = await created();
    const moving = cursor.update({ position: 24 });
    expect([cursor.position, cursor.status, cursor.isSynchronized()]).toEqual([24, "read", false]);
    expect(world.socket.request("updateCursor").message.params).toEqual({
      privateHandle: cursor.privateHandle,
      newData: { position: 24 },
    });
    await world.socket.answer("updateCursor");
    await moving;
    expect(cursor.isSynchronized()).toBe(true);
  });

  it("sends nothing if nothing changes", async () => {
    const { world, cursor } = await created();
    await cursor.update({ position: 23, status: "read" });
    await cursor.update({});
    expect(world.socket.count("updateCursor")).toBe(0);
  });

  it("has nothing to update but position and status", async () => {
    const { cursor } = await created();
    expect(() => cursor.update({ owner: "me" } as never)).toThrow('"owner" of a cursor cannot be updated');
  });

  it("that moves before it is created tells the last place only", async () => {
    const { world, document } = await joined();
    const [cursor] = document.createCursor({ position: 1 });
    const moves = [cursor.update({ position: 2 }), cursor.update({ position: 3 })];
    await world.socket.answer("createCursor", 50);
    expect(world.socket.count("updateCursor")).toBe(1);
    expect(world.socket.request("updateCursor").message.params.newData).toEqual({ position: 3 });
    await world.socket.answer("updateCursor");
    await Promise.all(moves);
  });

  it("is removed at once", async () => {
    const { world, document, cursor } = await created();
    const removing = cursor.remove();
    expect([cursor.removed, document.cursors]).toEqual([true, []]);
    await world.socket.answer("removeCursor");
    await removing;
    await expect(cursor.update({ position: 1 })).rejects.toMatchObject({ code: "no_such_cursor" });
  });

  it("is still there if the server does not remove it", async () => {
    const { world, document, cursor } = await created();
    const removing = cursor.remove();
    await world.socket.refuse("removeCursor", "Too many messages", "rate_limited");
    await expect(removing).rejects.toMatchObject({ code: "rate_limited" });
    expect([cursor.removed, document.cursors]).toEqual([false, [cursor]]);
  });

  it("is not there if the server refuses it", async () => {
    const { world, document } = await joined();
    const [cursor, promise] = document.createCursor({ position: 1 });
    await world.socket.refuse("createCursor", "Too many cursors", "too_many_cursors");
    await expect(promise).rejects.toMatchObject({ code: "too_many_cursors" });
    expect([cursor.removed, document.cursors]).toEqual([true, []]);
  });
});

describe("a document whose connection came back", () => {
  it("loses, gains and moves the cursors of others, by signals", async () => {
    const { world, document, told, back } = await joined(bob, { ...bob, publicHandle: 8, owner: "cid" });
    const socket = await world.comeBack();
    const now = [
      { ...bob, position: [5, 5] },
      { ...bob, publicHandle: 9, owner: "dot" },
    ];
    await socket.answer("join", { cursors: now });
    expect(told).toEqual(["removed 8 [1,1]", "updated 7 [5,5]", "added 9 [1,1]"]);
    expect(back).toEqual([{ documents: [document], failed: [] }]);
  });

  it("takes a handle that another has now for another cursor", async () => {
    const { world, told } = await joined(bob);
    const socket = await world.comeBack();
    await socket.answer("join", { cursors: [{ ...bob, owner: "cid" }] });
    expect(told).toEqual(["removed 7 [1,1]", "added 7 [1,1]"]);
  });

  it("gets one's own cursors back where they are now", async () => {
    const { world, cursor } = await created();
    await world.lose();
    const moving = cursor.update({ position: 99 });
    const socket = await world.accept();
    expect(socket.count("updateCursor") + socket.count("createCursor")).toBe(0);
    await socket.answer("join", { cursors: [] });
    expect(socket.request("createCursor").message.params).toMatchObject({ position: 99, status: "read" });
    await socket.answer("createCursor", 3);
    await moving;
    expect(cursor.publicHandle).toBe(3);
    expect(cursor.isSynchronized()).toBe(true);
  });

  it("fulfils the moves whose answers were lost", async () => {
    const { world, cursor } = await created();
    const moving = cursor.update({ position: 99 });
    const socket = await world.comeBack();
    await socket.answer("join", { cursors: [] });
    await socket.answer("createCursor", 3);
    await moving;
  });

  it("does not get back what was removed", async () => {
    const { world, cursor } = await created();
    await world.lose();
    await cursor.remove();
    const socket = await world.accept();
    await socket.answer("join", { cursors: [] });
    expect(socket.count("createCursor")).toBe(0);
  });

  it("says which cursors the server does not take back", async () => {
    const { world, cursor } = await created();
    const socket = await world.comeBack();
    await socket.answer("join", { cursors: [] });
    await socket.refuse("createCursor", "Too many cursors", "too_many_cursors");
    expect(cursor.removed).toBe(true);
    expect(world.complaints).toMatchObject([{ code: "too_many_cursors" }]);
  });

  it("is empty if the server refuses it", async () => {
    const { world, document, told, back } = await joined(bob);
    const socket = await world.comeBack();
    await socket.refuse("join", "Not authorized", "not_authorized");
    expect(document.cursors).toEqual([]);
    expect(told).toEqual(["removed 7 [1,1]"]);
    expect(back).toMatchObject([{ documents: [], failed: [{ document, retrying: false }] }]);
  });

  it("is joined anew if an answer came too late to be heard", async () => {
    const { world, told } = await joined(bob);
    const socket = await world.comeBack();
    await socket.refuse("join", "Already joined", "already_joined");
    expect(socket.count("leave")).toBe(1);
    await world.clock.advance(1);
    await socket.answer("join", { cursors: [] });
    expect(told).toEqual(["removed 7 [1,1]"]);
  });

  it("lets those who wait know that the client was closed", async () => {
    const { world, cursor } = await created();
    await world.lose();
    const moving = cursor.update({ position: 99 });
    world.snorky.disconnect();
    await expect(moving).rejects.toMatchObject({ code: "closed" });
  });
});
