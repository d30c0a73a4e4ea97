import { describe, expect, it } from "vitest";
import { type Reregistration, Snorky } from "../src/index.js";
import { ClientWorld } from "./support/client-world.js";

async function registered(...names: readonly string[]) {
  const world = new ClientWorld({ messaging: Snorky.Messaging });
  const { messaging } = world.snorky.services;
  const back: Reregistration[] = [];
  messaging.reconnected.add((reregistration) => back.push(reregistration));
  const socket = await world.accept();
  for (const name of names) {
    void messaging.registerParticipant({ name });
    await socket.answer("registerParticipant");
  }
  return { world, messaging, back };
}

describe("a participant", () => {
  it("sends, receives and sees who is there", async () => {
    const { world, messaging } = await registered("Ann");
    const heard: unknown[] = [];
    messaging.messageReceived.add(({ sender, body }) => heard.push([sender, body]));
    const sending = messaging.send({ sender: "Ann", dest: "Bob", body: "hi" });
    await world.socket.answer("send");
    const listing = messaging.listParticipants();
    await world.socket.answer("listParticipants", ["Ann", "Bob"]);
    await world.socket.message("messaging", { type: "message", sender: "Bob", dest: "Ann", body: "hello" });
    await expect(sending).resolves.toBeNull();
    await expect(listing).resolves.toEqual(["Ann", "Bob"]);
    expect(heard).toEqual([["Bob", "hello"]]);
  });
});

describe("the names of a connection that came back", () => {
  it("are registered again, before what waited to be sent", async () => {
    const { world, messaging, back } = await registered("Ann", "Annie");
    await world.lose();
    void messaging.send({ sender: "Ann", dest: "Bob", body: "hi" }).catch(() => {});
    const socket = await world.accept();
    expect(socket.sent.map(({ message }) => message.command)).toEqual([
      "registerParticipant",
      "registerParticipant",
      "send",
    ]);
    for (const { message } of [...socket.sent]) {
      await socket.message("messaging", { type: "response", callId: message.callId, data: null });
    }
    expect(back).toEqual([{ names: ["Ann", "Annie"], failed: [] }]);
  });

  it("are asked for again while the server takes the old connection for alive", async () => {
    const { world, back } = await registered("Ann");
    const socket = await world.comeBack();
    await socket.refuse("registerParticipant", "Name already registered", "name_taken");
    expect(back).toMatchObject([{ names: [], failed: [{ name: "Ann", retrying: true }] }]);
    await world.clock.advance(1);
    await socket.answer("registerParticipant");
    expect(back.at(-1)).toEqual({ names: ["Ann"], failed: [] });
  });

  it("are not asked for any longer once they were let go", async () => {
    const { world, messaging } = await registered("Ann");
    const socket = await world.comeBack();
    await socket.refuse("registerParticipant", "Name already registered", "name_taken");
    const leaving = messaging.unregisterParticipant({ name: "Ann" });
    await socket.refuse("unregisterParticipant", "Invalid participant", "invalid_participant");
    await expect(leaving).resolves.toBeNull();
    await world.clock.advance(10_000);
    expect(socket.count("registerParticipant")).toBe(1);
  });

  it("are given up if the server no longer allows them", async () => {
    const { world, back } = await registered("Ann");
    await (await world.comeBack()).refuse("registerParticipant", "Name not allowed", "name_not_allowed");
    expect(back).toMatchObject([{ names: [], failed: [{ name: "Ann", retrying: false }] }]);
    expect((await world.comeBack()).sent).toEqual([]);
  });

  it("do not include those let go without a connection", async () => {
    const { world, messaging } = await registered("Ann", "Annie");
    await world.lose();
    await messaging.unregisterParticipant({ name: "Ann" });
    expect((await world.accept()).sent.map(({ message }) => message.params)).toEqual([{ name: "Annie" }]);
  });
});
