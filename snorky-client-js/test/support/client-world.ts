import { type ServiceClasses, Snorky, type SnorkyError } from "../../src/index.js";
import { FakeClock } from "./fake-clock.js";
import { FakeServer, type FakeSocket } from "./fake-socket.js";

/** A client on sockets and a clock that the test plays. */
export class ClientWorld<C extends ServiceClasses> {
  readonly clock = new FakeClock();
  readonly server = new FakeServer();
  readonly snorky: Snorky<C>;
  readonly complaints: SnorkyError[] = [];

  constructor(services: C) {
    const options = { clock: this.clock, random: () => 0, hints: () => () => {} };
    this.snorky = new Snorky(this.server.socketClass, "ws://page/ws", services, options);
    this.snorky.errorOccurred.add((error) => this.complaints.push(error));
  }

  /** The newest socket. */
  get socket(): FakeSocket {
    return this.server.socket;
  }

  /** Accepts the first connection. */
  accept(): Promise<FakeSocket> {
    return this.server.accept();
  }

  /** The connection goes, and the client is let in again. */
  async comeBack(): Promise<FakeSocket> {
    await this.lose();
    return this.server.accept();
  }

  /** The connection goes, and the client knocks already. */
  async lose(): Promise<void> {
    await this.socket.drop();
    await this.clock.advance(0);
  }
}
