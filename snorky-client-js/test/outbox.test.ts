import { describe, expect, it } from "vitest";
import { Outbox } from "../src/transport/outbox.js";

function drained(outbox: Outbox): string[] {
  const sent: string[] = [];
  outbox.drain((text) => sent.push(text));
  return sent;
}

describe("the outbox", () => {
  it("sends what waited in its order, once", () => {
    const outbox = new Outbox(10, 100);
    outbox.add("a", () => {});
    outbox.add("b", () => {});
    expect(drained(outbox)).toEqual(["a", "b"]);
    expect(drained(outbox)).toEqual([]);
  });

  it("refuses more messages than it holds", () => {
    const outbox = new Outbox(1, 100);
    expect(outbox.add("a", () => {})).not.toBeNull();
    expect(outbox.add("b", () => {})).toBeNull();
  });

  it("refuses more characters than it holds, and counts what left", () => {
    const outbox = new Outbox(10, 5);
    const withdraw = outbox.add("abc", () => {});
    expect(outbox.add("def", () => {})).toBeNull();
    withdraw?.();
    withdraw?.();
    expect(outbox.add("defgh", () => {})).not.toBeNull();
    expect(drained(outbox)).toEqual(["defgh"]);
    expect(outbox.add("ijklm", () => {})).not.toBeNull();
  });
});
