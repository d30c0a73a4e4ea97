import { describe, expect, it } from "vitest";
import { Snorky, type SnorkyOptions } from "../src/index.js";
import { FakeClock, settled } from "./support/fake-clock.js";
import { FakeServer } from "./support/fake-socket.js";
import { seeded } from "./support/random.js";

const size = 1_000;

describe("a thousand clients cut off at one moment", () => {
  const random = seeded(20_260_101);
  let clock: FakeClock;
  let herd: FakeServer[];
  let hints: (() => void)[];

  async function gather(options: SnorkyOptions = {}): Promise<void> {
    clock = new FakeClock();
    hints = [];
    herd = Array.from({ length: size }, () => new FakeServer());
    for (const { socketClass } of herd) {
      new Snorky(
        socketClass,
        "ws://page/ws",
        {},
        {
          clock,
          random,
          hints: (wake) => {
            hints.push(wake);
            return () => {};
          },
          ...options,
        },
      );
    }
    await Promise.all(herd.map((server) => server.accept()));
    await clock.advance(10_000);
  }

  async function drop(code: number): Promise<void> {
    for (const { socket } of herd) {
      socket.onclose?.({ code, reason: "" });
    }
    await settled();
  }

  /** How many come back in each of these slices of time. */
  async function arrivals(slice: number, slices: number): Promise<number[]> {
    const counts: number[] = [];
    let before = herd.reduce((sum, { sockets }) => sum + sockets.length, 0);
    for (let i = 0; i < slices; i += 1) {
      await clock.advance(slice);
      const now = herd.reduce((sum, { sockets }) => sum + sockets.length, 0);
      counts.push(now - before);
      before = now;
    }
    return counts;
  }

  function expectEven(counts: readonly number[], each: number): void {
    for (const count of counts) {
      expect(count).toBeGreaterThan(each * 0.7);
      expect(count).toBeLessThan(each * 1.3);
    }
  }

  it("come back evenly spread over the first second", async () => {
    await gather();
    await drop(1006);
    expectEven(await arrivals(100, 10), size / 10);
  });

  it("spread further with each attempt that fails", async () => {
    await gather();
    await drop(1006);
    await clock.advance(1_000);
    await drop(1006);
    expectEven(await arrivals(200, 10), size / 10);
    await drop(1006);
    expectEven(await arrivals(400, 10), size / 10);
  });

  it("come back over ten seconds if the server only said that it restarts", async () => {
    await gather();
    await drop(1012);
    expectEven(await arrivals(1_000, 10), size / 10);
  });

  it("come back spread over a second when all of them hear that the network is back", async () => {
    await gather({ reconnectDelay: 60_000, reconnectDelayCap: 60_000 });
    await drop(1006);
    for (const wake of hints) {
      wake();
    }
    expectEven(await arrivals(100, 10), size / 10);
  });
});
