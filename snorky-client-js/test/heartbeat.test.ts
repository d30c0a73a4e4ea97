import { beforeEach, describe, expect, it } from "vitest";
import { Heartbeat } from "../src/transport/heartbeat.js";
import { FakeClock } from "./support/fake-clock.js";

describe("the heartbeat of a connection", () => {
  let clock: FakeClock;
  let heartbeat: Heartbeat;
  let asked: number;
  let dead: boolean;
  let doubts: boolean[];

  beforeEach(() => {
    clock = new FakeClock();
    asked = 0;
    dead = false;
    doubts = [];
    const times = { quietAfter: 25_000, replyWithin: 10_000 };
    heartbeat = new Heartbeat(clock, times, {
      ask: () => {
        asked += 1;
      },
      doubted: () => doubts.push(true),
      trusted: () => doubts.push(false),
      dead: () => {
        dead = true;
      },
    });
    heartbeat.start();
  });

  it("asks when nothing has come for a while", async () => {
    await clock.advance(24_999);
    expect(asked).toBe(0);
    await clock.advance(1);
    expect(asked).toBe(1);
  });

  it("does not ask while messages come", async () => {
    for (let i = 0; i < 10; i += 1) {
      await clock.advance(20_000);
      heartbeat.heard();
    }
    expect(asked).toBe(0);
  });

  it("is content with any answer", async () => {
    await clock.advance(25_000);
    heartbeat.heard();
    await clock.advance(24_999);
    expect([asked, dead]).toEqual([1, false]);
    expect(doubts).toEqual([]);
  });

  it("declares a connection dead that does not answer", async () => {
    await clock.advance(34_999);
    expect(dead).toBe(false);
    await clock.advance(1);
    expect(dead).toBe(true);
  });

  it("asks at once when something hints that the connection may be gone", async () => {
    heartbeat.check();
    heartbeat.check();
    expect(asked).toBe(1);
    await clock.advance(10_000);
    expect(dead).toBe(true);
  });

  it("asks at once when the machine has slept, and is in doubt until something comes", async () => {
    await clock.advance(7_000);
    await clock.sleep(12_000);
    expect([asked, doubts]).toEqual([1, [true]]);
    heartbeat.heard();
    expect(doubts).toEqual([true, false]);
    await clock.advance(24_999);
    expect(asked).toBe(1);
  });

  it("does not take a busy page for one that slept", async () => {
    await clock.advance(7_000);
    await clock.sleep(7_000);
    expect([asked, doubts]).toEqual([0, []]);
  });

  it("needs no answer after a sleep if something has come since", async () => {
    await clock.advance(7_000);
    const woken = clock.sleep(12_000);
    heartbeat.heard();
    await woken;
    expect(asked).toBeLessThanOrEqual(1);
    expect(doubts.at(-1)).not.toBe(true);
  });

  it("gives a machine that slept one more chance to read the answer", async () => {
    await clock.advance(25_000);
    await clock.sleep(3_600_000);
    expect([asked, dead, doubts]).toEqual([2, false, [true]]);
    heartbeat.heard();
    expect(doubts).toEqual([true, false]);
    await clock.advance(10_000);
    expect(dead).toBe(false);
  });

  it("believes the silence after that chance, however late the alarms ring", async () => {
    await clock.advance(25_000);
    await clock.sleep(60_000);
    await clock.sleep(60_000);
    expect(dead).toBe(true);
  });

  it("leaves no alarm behind when it is stopped", () => {
    heartbeat.check();
    heartbeat.stop();
    expect(clock.pending).toBe(0);
  });
});
