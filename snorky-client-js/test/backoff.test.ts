import { describe, expect, it } from "vitest";
import { Backoff } from "../src/backoff.js";
import { FakeClock } from "./support/fake-clock.js";

const bounds = { base: 1_000, cap: 30_000, stableAfter: 10_000 };

describe("backoff", () => {
  it("doubles its bound up to the cap", () => {
    const backoff = new Backoff(new FakeClock(), () => 1, bounds);
    expect(Array.from({ length: 7 }, () => backoff.next())).toEqual([
      1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
    ]);
  });

  it("draws from the whole range below the bound", () => {
    const draws = [0, 0.25, 0.5];
    const backoff = new Backoff(new FakeClock(), () => draws.shift() ?? 1, bounds);
    expect([backoff.next(), backoff.next(), backoff.next()]).toEqual([0, 500, 2_000]);
  });

  it("starts small again after a success that lasted", async () => {
    const clock = new FakeClock();
    const backoff = new Backoff(clock, () => 1, bounds);
    backoff.next();
    backoff.next();
    backoff.succeeded();
    await clock.advance(10_000);
    expect(backoff.failures).toBe(0);
    expect(backoff.next()).toBe(1_000);
  });

  it("goes on growing after a success that did not last", async () => {
    const clock = new FakeClock();
    const backoff = new Backoff(clock, () => 1, bounds);
    backoff.next();
    backoff.succeeded();
    await clock.advance(9_999);
    expect(backoff.next()).toBe(2_000);
  });
});
