import { describe, expect, it, vi } from "vitest";
import Snorky from "../src/index.js";
import { FakeServer } from "./support/fake-socket.js";

const quiet = { hints: () => () => {} };

describe("the programs of the original", () => {
  it("publishes and subscribes", async () => {
    const server = new FakeServer();
    const snorky = new Snorky(server.socketClass, "ws://localhost/ws", { pubsub: Snorky.PubSub }, quiet);
    const { pubsub } = snorky.services;
    const confirmed = vi.fn();
    const shown: unknown[] = [];

    pubsub.subscribe({ channel: "messages" }).then(confirmed);
    pubsub.messagePublished.add((messageObject) => {
      shown.push(messageObject.message);
    });
    const socket = await server.accept();
    await socket.answer("subscribe");
    pubsub.publish({ channel: "messages", message: "hello" });
    await socket.answer("publish");
    await socket.message("pubsub", { type: "message", channel: "messages", message: "hello" });

    expect(confirmed).toHaveBeenCalledOnce();
    expect(shown).toEqual(["hello"]);
    snorky.disconnect();
  });

  it("keeps an array of tasks", async () => {
    const server = new FakeServer();
    const snorky = new Snorky(server.socketClass, "ws://localhost/ws", { datasync: Snorky.DataSync }, quiet);
    const deltaProcessor = new Snorky.DataSync.CollectionDeltaProcessor();
    snorky.services.datasync.onDelta = (delta) => {
      deltaProcessor.processDelta(delta);
    };
    const received = vi.fn();
    snorky.services.datasync.deltaReceived.add(received);
    const taskArray = [{ id: 1, title: "Learn Snorky", shout: "LEARN SNORKY" }];
    deltaProcessor.collections["Task"] = new Snorky.DataSync.ArrayCollection(taskArray, {
      transformItem: (item: { id: number; title: string }) => ({ ...item, shout: item.title.toUpperCase() }),
    });
    const acquired = snorky.services.datasync.acquireSubscription({ token: "oirvarwptrk7wgz7sv" });
    const socket = await server.accept();
    const delta = { type: "insert", model: "Task", data: { id: 2, title: "Use it" } };
    await socket.message("datasync", { type: "delta", delta });
    await socket.answer("acquireSubscription");

    await expect(acquired).resolves.toBeNull();
    expect(taskArray.map(({ shout }) => shout)).toEqual(["LEARN SNORKY", "USE IT"]);
    expect(received).toHaveBeenCalledWith(delta, undefined);
    snorky.disconnect();
  });

  it("calls services of one's own, written with class or without", async () => {
    const server = new FakeServer();
    class MyChat extends Snorky.RPCService {}
    MyChat.addRPCMethods(["join"]);
    const heard: unknown[] = [];
    const OldChat = Snorky.RPCService.extend({
      init() {
        this.notificationReceived.add((message) => heard.push(message));
      },
      greet() {
        return `hello from ${this.name}`;
      },
    }).addRPCMethods(["send"]);
    const snorky = new Snorky(server.socketClass, "ws://localhost/ws", { mine: MyChat, old: OldChat }, quiet);
    const socket = await server.accept();

    (snorky.services.mine as unknown as { join(): void }).join();
    await socket.answer("join");
    const sending = snorky.services.old.send({ body: "hi" });
    await socket.answer("send", 3);
    await socket.message("old", { type: "chatMessage", body: "hi" });

    expect(socket.request("join").message.params).toEqual({});
    await expect(sending).resolves.toBe(3);
    expect(heard).toEqual([{ type: "chatMessage", body: "hi" }]);
    snorky.disconnect();
  });
});
