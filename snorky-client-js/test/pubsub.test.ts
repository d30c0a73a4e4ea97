import { describe, expect, it } from "vitest";
import { type Resubscription, Snorky } from "../src/index.js";
import { FakeClock } from "./support/fake-clock.js";
import { FakeServer } from "./support/fake-socket.js";

async function subscribed(...channels: readonly (string | object)[]) {
  const clock = new FakeClock();
  const server = new FakeServer();
  const options = { clock, random: () => 0, hints: () => () => {} };
  const snorky = new Snorky(server.socketClass, "ws://page/ws", { pubsub: Snorky.PubSub }, options);
  const { pubsub } = snorky.services;
  const back: Resubscription[] = [];
  pubsub.reconnected.add((resubscription) => back.push(resubscription));
  const socket = await server.accept();
  for (const channel of channels) {
    void pubsub.subscribe({ channel: channel as never });
    await socket.answer("subscribe");
  }
  const comeBack = async () => {
    await server.socket.drop();
    await clock.advance(0);
    return server.accept();
  };
  return { pubsub, server, back, comeBack };
}

describe("the channels of a connection that came back", () => {
  it("are subscribed again, and the gap is told", async () => {
    const { comeBack, back } = await subscribed("news", { room: 1 });
    const socket = await comeBack();
    expect(socket.sent.map(({ message }) => message.params.channel)).toEqual(["news", { room: 1 }]);
    for (const { message } of [...socket.sent]) {
      await socket.message("pubsub", { type: "response", callId: message.callId, data: null });
    }
    expect(back).toEqual([{ channels: ["news", { room: 1 }], gaps: ["news", { room: 1 }], failed: [] }]);
  });

  it("have gaps where the server says so, from which they go on", async () => {
    const { pubsub, server, back, comeBack } = await subscribed();
    void pubsub.subscribe({ channel: "news", position: null });
    await server.socket.answer("subscribe", { position: "e-1", messages: [], complete: true });
    await server.socket.message("pubsub", { type: "gap", channel: "news", position: "f-7" });
    expect(back).toEqual([{ channels: [], gaps: ["news"], failed: [] }]);
    const socket = await comeBack();
    expect(socket.sent.at(-1)?.message.params).toEqual({ channel: "news", position: "f-7" });
  });

  it("are not disturbed by what a newer server tells", async () => {
    const { server, pubsub, back } = await subscribed("news");
    const heard: unknown[] = [];
    pubsub.messagePublished.add((message) => heard.push(message));
    await server.socket.message("pubsub", { type: "unheard_of", channel: "news" });
    await server.socket.message("pubsub", { type: "message", channel: "news", message: "hi" });
    expect(heard).toEqual([{ type: "message", channel: "news", message: "hi" }]);
    expect(back).toEqual([]);
  });

  it("come before what waited to be published", async () => {
    const { server, pubsub, comeBack } = await subscribed("news");
    await server.socket.drop();
    void pubsub.publish({ channel: "news", message: "first" }).catch(() => {});
    server.sockets.at(-1)?.onclose?.({ code: 1006, reason: "" });
    const socket = await comeBack();
    expect(socket.sent.map(({ message }) => message.command)).toEqual(["subscribe", "publish"]);
  });

  it("do not include those that were unsubscribed", async () => {
    const { pubsub, server, comeBack } = await subscribed("news", "weather");
    void pubsub.unsubscribe({ channel: "news" });
    await server.socket.answer("unsubscribe");
    const socket = await comeBack();
    expect(socket.sent.map(({ message }) => message.params.channel)).toEqual(["weather"]);
  });

  it("count as subscribed if the server thinks they still are", async () => {
    const { comeBack, back } = await subscribed("news");
    const socket = await comeBack();
    await socket.refuse("subscribe", "Already subscribed", "already_subscribed");
    expect(back).toEqual([{ channels: ["news"], gaps: ["news"], failed: [] }]);
  });

  it("are named if the server refuses them, and not tried again", async () => {
    const { comeBack, back } = await subscribed("news");
    await (await comeBack()).refuse("subscribe", "Not authorized", "not_authorized");
    expect(back).toMatchObject([
      { channels: [], failed: [{ channel: "news", error: { code: "not_authorized" } }] },
    ]);
    expect((await comeBack()).sent).toEqual([]);
  });

  it("are tried again if the connection goes while they are asked for", async () => {
    const { comeBack, back } = await subscribed("news");
    await comeBack();
    const socket = await comeBack();
    expect(back).toEqual([]);
    await socket.answer("subscribe");
    expect(back).toEqual([{ channels: ["news"], gaps: ["news"], failed: [] }]);
  });
});

describe("a channel with a history", () => {
  it("tells what it keeps first, and after a lost connection what was missed", async () => {
    const { pubsub, server, back, comeBack } = await subscribed();
    const heard: unknown[] = [];
    pubsub.messagePublished.add(({ message }) => heard.push(message));
    const published = (message: string, position: string) => ({
      type: "message",
      channel: "news",
      message,
      position,
    });
    void pubsub.subscribe({ channel: "news", position: null });
    const first = { position: "p1", messages: [published("one", "p1")], complete: true };
    await server.socket.answer("subscribe", first);
    await server.socket.message("pubsub", published("two", "p2"));
    const socket = await comeBack();
    expect(socket.request("subscribe").message.params).toEqual({ channel: "news", position: "p2" });
    const missed = { position: "p3", messages: [published("three", "p3")], complete: true };
    await socket.answer("subscribe", missed);
    expect(heard).toEqual(["one", "two", "three"]);
    expect(back).toEqual([{ channels: ["news"], gaps: [], failed: [] }]);
  });
});
