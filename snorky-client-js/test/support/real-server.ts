import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import sockjs from "sockjs";
import { WebSocketServer } from "ws";
import { isObject } from "../../src/json.js";

/** One client's connection, whatever carries it. */
interface Peer {
  send(text: string): void;
  cut(): void;
}

/** A server on a real socket of this machine that speaks just enough: it publishes to all what one publishes. */
export class RealServer {
  private readonly peers = new Set<Peer>();
  /** The address of every request that came, in order. */
  readonly addresses: string[] = [];
  /** Every command that came, in order. */
  readonly commands: string[] = [];

  private constructor(private readonly http: Server) {}

  static async start(port = 0): Promise<RealServer> {
    const http = createServer();
    const server = new RealServer(http);
    new WebSocketServer({ server: http, path: "/ws" }).on("connection", (socket) => {
      const peer = { send: (text: string) => socket.send(text), cut: () => socket.terminate() };
      server.join(peer);
      socket.on("message", (data) => server.take(peer, String(data)));
      socket.on("close", () => server.peers.delete(peer));
    });
    const echo = sockjs.createServer({ log: () => {} });
    echo.on("connection", (socket) => {
      const peer = { send: (text: string) => socket.write(text), cut: () => socket.close("1012", "restart") };
      server.join(peer);
      socket.on("data", (data) => server.take(peer, data));
      socket.on("close", () => server.peers.delete(peer));
    });
    echo.installHandlers(http, { prefix: "/sockjs" });
    for (const event of ["request", "upgrade"]) {
      http.prependListener(event, ({ url }: { readonly url: string }) => server.addresses.push(url));
    }
    await new Promise<void>((resolve) => http.listen(port, "127.0.0.1", resolve));
    return server;
  }

  get port(): number {
    return (this.http.address() as AddressInfo).port;
  }

  /** Cuts every connection. */
  cut(): void {
    for (const peer of this.peers) {
      peer.cut();
    }
  }

  /** Ends the server with all its connections. */
  async stop(): Promise<void> {
    this.cut();
    this.http.closeAllConnections();
    await new Promise((resolve) => this.http.close(resolve));
  }

  private join(peer: Peer): void {
    this.peers.add(peer);
  }

  private take(from: Peer, text: string): void {
    const { service, message } = JSON.parse(text);
    if (!isObject(message)) {
      return;
    }
    this.commands.push(String(message.command));
    if (message.command === "publish") {
      for (const peer of this.peers) {
        peer.send(JSON.stringify({ service, message: { type: "message", ...(message.params as object) } }));
      }
    }
    from.send(JSON.stringify({ service, message: { type: "response", callId: message.callId, data: null } }));
  }
}
