import { describe, expect, it } from "vitest";
import { type ChatMessage, type Rejoining, Snorky } from "../src/index.js";
import { ClientWorld } from "./support/client-world.js";

function said(body: string, position?: string): ChatMessage {
  const message = { type: "message", from: "bob", channel: "tea", body, timestamp: "2026-01-01T00:00:00Z" };
  return (position === undefined ? message : { ...message, position }) as ChatMessage;
}

async function chatting() {
  const world = new ClientWorld({ chat: Snorky.Chat });
  const { chat } = world.snorky.services;
  const heard: unknown[] = [];
  const back: Rejoining[] = [];
  chat.messageReceived.add(({ body }) => heard.push(body));
  chat.reconnected.add((rejoining) => back.push(rejoining));
  await world.accept();
  return { world, chat, heard, back };
}

async function joined(position?: string | null) {
  const chatters = await chatting();
  const { world, chat } = chatters;
  void chat.join({ channel: "tea", position });
  const history = { position: "p0", messages: [], complete: true };
  await world.socket.answer("join", { members: ["ann"], ...(position === undefined ? {} : history) });
  return chatters;
}

describe("joining a channel", () => {
  it("gives its members, and asks for no history by itself", async () => {
    const { world, chat } = await chatting();
    const joining = chat.join({ channel: "tea" });
    await world.socket.answer("join", { members: ["ann", "bob"] });
    await expect(joining).resolves.toEqual({ members: ["ann", "bob"] });
    expect(world.socket.request("join").message.params).toEqual({ channel: "tea" });
  });

  it("with a position tells what the channel keeps as if it were said now, before it resolves", async () => {
    const { world, chat, heard } = await chatting();
    const joining = chat.join({ channel: "tea", position: null }).then(() => heard.push("joined"));
    const messages = [said("one", "p1"), said("two", "p2")];
    await world.socket.answer("join", { members: ["ann"], position: "p2", messages, complete: true });
    await joining;
    expect(heard).toEqual(["one", "two", "joined"]);
  });

  it("keeps what is said before the answer behind what the answer tells", async () => {
    const { world, chat, heard } = await chatting();
    void chat.join({ channel: "tea", position: null });
    await world.socket.message("chat", said("two", "p2"));
    expect(heard).toEqual([]);
    const messages = [said("one", "p1")];
    await world.socket.answer("join", { members: ["ann"], position: "p1", messages, complete: true });
    expect(heard).toEqual(["one", "two"]);
    const socket = await world.comeBack();
    expect(socket.request("join").message.params.position).toBe("p2");
  });

  it("twice fails, and loses nothing that is said meanwhile", async () => {
    const { world, chat, heard } = await joined(null);
    const again = chat.join({ channel: "tea", position: null });
    await world.socket.message("chat", said("one", "p1"));
    await world.socket.refuse("join", "Already joined", "already_joined");
    await expect(again).rejects.toMatchObject({ code: "already_joined" });
    expect(heard).toEqual(["one"]);
  });
});

describe("a joined channel", () => {
  it("tells what is said, who comes and goes, and what other clients of one's own have read", async () => {
    const { world, chat, heard } = await joined();
    const told: unknown[] = [];
    chat.presenceReceived.add(({ from, status }) => told.push([from, status]));
    chat.readReceived.add(({ channel, timestamp }) => told.push([channel, timestamp]));
    await world.socket.message("chat", said("hello"));
    await world.socket.message("chat", { type: "presence", from: "bob", channel: "tea", status: "left" });
    await world.socket.message("chat", { type: "read", channel: "tea", timestamp: "t" });
    expect([heard, told]).toEqual([
      ["hello"],
      [
        ["bob", "left"],
        ["tea", "t"],
      ],
    ]);
  });
});

describe("a channel whose connection came back", () => {
  it("is joined again from the last message, and what was missed comes once and in order", async () => {
    const { world, heard, back } = await joined(null);
    await world.socket.message("chat", said("one", "p1"));
    const socket = await world.comeBack();
    expect(socket.request("join").message.params).toEqual({ channel: "tea", position: "p1" });
    const messages = [said("two", "p2"), said("three", "p3")];
    await socket.answer("join", { members: ["ann", "bob"], position: "p3", messages, complete: true });
    await socket.message("chat", said("four", "p4"));
    expect(heard).toEqual(["one", "two", "three", "four"]);
    const rooms = [{ channel: "tea", members: ["ann", "bob"] }];
    expect(back).toEqual([{ channels: ["tea"], gaps: [], failed: [], rooms }]);
  });

  it("is known to keep a history if its messages have positions", async () => {
    const { world } = await joined();
    await world.socket.message("chat", said("one", "p1"));
    const socket = await world.comeBack();
    expect(socket.request("join").message.params).toEqual({ channel: "tea", position: "p1" });
  });

  it("has a gap if its history does not reach back", async () => {
    const { world, heard, back } = await joined(null);
    const messages = [said("nine", "p9")];
    const socket = await world.comeBack();
    await socket.answer("join", { members: ["ann"], position: "p9", messages, complete: false });
    expect(heard).toEqual(["nine"]);
    expect(back).toMatchObject([{ channels: ["tea"], gaps: ["tea"] }]);
  });

  it("has a gap if it keeps no history", async () => {
    const { world, back } = await joined();
    const socket = await world.comeBack();
    await socket.answer("join", { members: ["ann"] });
    expect(socket.request("join").message.params).toEqual({ channel: "tea" });
    expect(back).toMatchObject([{ channels: ["tea"], gaps: ["tea"] }]);
  });

  it("is asked for again until the server has time for it", async () => {
    const { world, back } = await joined(null);
    const socket = await world.comeBack();
    await socket.refuse("join", "Too many messages", "rate_limited");
    expect(back).toMatchObject([{ channels: [], failed: [{ channel: "tea", retrying: true }] }]);
    await world.clock.advance(1);
    expect(socket.count("join")).toBe(2);
    await socket.answer("join", { members: ["ann"], position: "p0", messages: [], complete: true });
    expect(back.at(-1)).toMatchObject({ channels: ["tea"], gaps: [], failed: [] });
  });

  it("is given up if the server refuses it", async () => {
    const { world, back } = await joined(null);
    const socket = await world.comeBack();
    await socket.refuse("join", "Not authorized", "not_authorized");
    expect(back).toMatchObject([{ channels: [], failed: [{ channel: "tea", retrying: false }] }]);
    expect((await world.comeBack()).sent).toEqual([]);
  });
});

describe("leaving a channel", () => {
  it("is done when the connection goes while it is asked for", async () => {
    const { world, chat } = await joined();
    const leaving = chat.leave({ channel: "tea" });
    const socket = await world.comeBack();
    await expect(leaving).resolves.toBeNull();
    expect(socket.sent).toEqual([]);
  });

  it("is done at once without a connection", async () => {
    const { world, chat } = await joined();
    await world.lose();
    await expect(chat.leave({ channel: "tea" })).resolves.toBeNull();
    expect((await world.accept()).sent).toEqual([]);
  });

  it("that the server refuses leaves one in it", async () => {
    const { world, chat } = await joined();
    const leaving = chat.leave({ channel: "tea" });
    await world.socket.refuse("leave", "Too many messages", "rate_limited");
    await expect(leaving).rejects.toMatchObject({ code: "rate_limited" });
    expect((await world.comeBack()).count("join")).toBe(1);
  });
});
