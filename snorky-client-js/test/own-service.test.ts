import { expect, it } from "vitest";
import { Snorky } from "../src/index.js";
import { FakeServer } from "./support/fake-socket.js";

const url = "ws://localhost:5001/ws";

it("talks to the chat of the guide", async () => {
  const server = new FakeServer();
  const WebSocket = server.socketClass;
  const shown: unknown[] = [];
  const show = (body: unknown) => shown.push(body);

  const MyChat = class extends Snorky.RPCService {}.addRPCMethods(["join", "send_message"]);
  const snorky = new Snorky(WebSocket, url, { my_chat: MyChat });
  const chat = snorky.services.my_chat;
  chat.notificationReceived.add((message) => show(message.body));
  const page = (async () => {
    await chat.join();
    await chat.send_message({ body: "hello" });
  })();

  const socket = await server.accept();
  await socket.answer("join");
  await socket.message("my_chat", { type: "chatMessage", body: "hello" });
  await socket.answer("send_message");
  await page;

  expect(socket.request("send_message").message.params).toEqual({ body: "hello" });
  expect(shown).toEqual(["hello"]);
  snorky.disconnect();
});
