import { describe, expect, it } from "vitest";
import { type LostSubscription, type Resync, Snorky } from "../src/index.js";
import { FakeServer } from "./support/fake-socket.js";

async function connected() {
  const server = new FakeServer();
  const services = { datasync: Snorky.DataSync };
  const snorky = new Snorky(server.socketClass, "ws://page/ws", services, { hints: () => () => {} });
  const { datasync } = snorky.services;
  const lost: LostSubscription[] = [];
  const resyncs: Resync[] = [];
  datasync.subscriptionLost.add((subscription) => lost.push(subscription));
  datasync.resyncReceived.add((resync) => resyncs.push(resync));
  const socket = await server.accept();
  const acquire = async (token: string, position?: null) => {
    const acquired = datasync.acquireSubscription(position === null ? { token, position } : { token });
    await socket.answer("acquireSubscription", position === null ? { position: "p0" } : null);
    return acquired;
  };
  return { snorky, datasync, socket, acquire, lost, resyncs };
}

describe("a subscription acquired by hand", () => {
  it("is named as lost when its connection goes", async () => {
    const { snorky, socket, acquire, lost } = await connected();
    await acquire("a");
    await acquire("b", null);
    await socket.drop();
    expect(lost).toEqual([
      { token: "a", resumable: false },
      { token: "b", resumable: true },
    ]);
    snorky.disconnect();
    expect(lost).toHaveLength(2);
  });

  it("is not named as lost after it was cancelled", async () => {
    const { snorky, datasync, socket, acquire, lost } = await connected();
    await acquire("a");
    void datasync.cancelSubscription({ token: "a" });
    await socket.answer("cancelSubscription");
    snorky.disconnect();
    expect(lost).toEqual([]);
  });

  it("is told its positions and its end", async () => {
    const { snorky, datasync, socket, acquire, lost, resyncs } = await connected();
    const positions: string[] = [];
    datasync.positionReceived.add((position) => positions.push(position));
    expect(await acquire("a", null)).toEqual({ position: "p0" });
    await socket.message("datasync", { type: "position", position: "p1" });
    await socket.message("datasync", { type: "resync", token: "a", reason: "slow_client" });
    snorky.disconnect();
    expect(positions).toEqual(["p1"]);
    expect(resyncs).toEqual([{ type: "resync", token: "a", reason: "slow_client" }]);
    expect(lost).toEqual([]);
  });

  it("gets its deltas even if onDelta throws", async () => {
    const { snorky, datasync, socket } = await connected();
    const problems: unknown[] = [];
    snorky.errorOccurred.add(({ cause }) => problems.push(cause));
    const heard: unknown[] = [];
    datasync.onDelta = () => {
      throw new Error("broken");
    };
    datasync.deltaReceived.add((delta) => heard.push(delta));
    await socket.message("datasync", { type: "delta", delta: { type: "insert", model: "A", data: {} } });
    expect(heard).toHaveLength(1);
    expect(problems).toEqual([new Error("broken")]);
    snorky.disconnect();
  });
});
