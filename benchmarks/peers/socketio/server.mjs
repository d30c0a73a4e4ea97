// A broadcaster on Socket.IO, as its documentation shows one: channels are rooms.
// Clients emit `subscribe` with a channel, which is acknowledged, or `publish` with a channel and a message.
import { createServer } from "node:http";
import { Server } from "socket.io";

const [host, port, recovery] = process.argv.slice(2);
const http = createServer();
const server = new Server(http, {
  transports: ["websocket"],
  serveClient: false,
  pingInterval: 600_000,
  pingTimeout: 60_000,
  ...(recovery === "recovery" && { connectionStateRecovery: { maxDisconnectionDuration: 300_000 } }),
});

// What its notes on memory advise: the opening request is not kept.
server.engine.on("connection", (socket) => (socket.request = null));
server.on("connection", (socket) => {
  socket.on("subscribe", (channel, done) => {
    socket.join(channel);
    done();
  });
  socket.on("publish", (channel, message) => server.to(channel).emit("message", message));
});
http.listen({ host, port: Number(port), backlog: 4096 });
process.on("SIGUSR2", () => globalThis.gc?.());
