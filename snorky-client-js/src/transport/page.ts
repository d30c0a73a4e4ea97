import { SnorkyError } from "../errors.js";
import type { SocketClass } from "./socket.js";

/** The WebSocket class of the page or process. */
export function pageSocket(): SocketClass {
  const socketClass = (globalThis as { WebSocket?: SocketClass }).WebSocket;
  if (socketClass === undefined) {
    throw new SnorkyError("no_page", "There is no WebSocket here: pass a socket class");
  }
  return socketClass;
}

/** The address of `/ws` on the server the page came from. */
export function pageAddress(): string {
  const page = (globalThis as { location?: Location }).location;
  if (page?.host === undefined || page.host === "") {
    throw new SnorkyError("no_page", "There is no page to derive the server's address from: pass one");
  }
  return `${page.protocol === "https:" ? "wss:" : "ws:"}//${page.host}/ws`;
}
