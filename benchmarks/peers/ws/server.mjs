// A broadcaster on `ws`, as its documentation shows one: a loop over the subscribers of a channel.
// Clients say `subscribe CHANNEL`, which is answered, or `publish CHANNEL MESSAGE`.
import { WebSocket, WebSocketServer } from "ws";

const [host, port] = process.argv.slice(2);
const server = new WebSocketServer({ host, port: Number(port), perMessageDeflate: false, backlog: 4096 });
const channels = new Map();

function subscribers(channel) {
  if (!channels.has(channel)) channels.set(channel, new Set());
  return channels.get(channel);
}

server.on("connection", (socket) => {
  const subscribed = new Set();
  socket.on("error", () => socket.terminate());
  socket.on("close", () => subscribed.forEach((channel) => subscribers(channel).delete(socket)));
  socket.on("message", (bytes) => {
    const [, verb, channel] = /^(\w+) (\S+)/.exec(bytes.toString("latin1", 0, 200)) ?? [];
    if (verb === "subscribe") {
      subscribed.add(channel);
      subscribers(channel).add(socket);
      socket.send("subscribed");
    } else if (verb === "publish") {
      const message = bytes.subarray(verb.length + channel.length + 2);
      for (const subscriber of subscribers(channel)) {
        if (subscriber.readyState === WebSocket.OPEN) subscriber.send(message, { binary: false });
      }
    }
  });
});
process.on("SIGUSR2", () => globalThis.gc?.());
