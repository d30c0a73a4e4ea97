import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Client } from "./client.mjs";

/** All clients of this process, by name; its methods are the commands. */
export class Host {
  clients = new Map();

  constructor(Snorky, WebSocket) {
    this.Snorky = Snorky;
    this.WebSocket = WebSocket;
  }

  static async of(folder) {
    const root = resolve(folder);
    const { Snorky } = await import(pathToFileURL(join(root, "dist", "index.js")).href);
    const { WebSocket } = createRequire(join(root, "package.json"))("ws");
    return new Host(Snorky, WebSocket);
  }

  connect({ client, url }) {
    this.clients.set(client, new Client(this.Snorky, this.WebSocket, url));
  }

  open({ client, list, url, versioned }) {
    return this.clients.get(client).open(list, url, versioned);
  }

  disconnect({ client }) {
    this.clients.get(client).close();
    this.clients.delete(client);
  }

  sleep({ client }) {
    this.clients.get(client).clock.sleep();
  }

  wake({ client }) {
    this.clients.get(client).wake();
  }

  pause({ client }) {
    this.clients.get(client).meter.pause();
  }

  unpause({ client }) {
    this.clients.get(client).meter.unpause();
  }

  /** The status and the items of lists. */
  dump({ lists }) {
    const wanted = new Set(lists);
    const all = [...this.clients.values()].flatMap((client) => client.dump(wanted));
    return Object.fromEntries(all);
  }

  /** What each client has counted since it was made. */
  counts() {
    return Object.fromEntries([...this.clients].map(([name, client]) => [name, client.meter.counts]));
  }

  history({ client }) {
    return this.clients.get(client).meter.history;
  }
}
