import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createContext, runInContext } from "node:vm";
import { beforeAll, describe, expect, it } from "vitest";
import { FakeServer } from "./support/fake-socket.js";

const home = fileURLToPath(new URL("..", import.meta.url));

beforeAll(() => {
  execFileSync(process.execPath, ["build.mjs", "target/bundle-test"], { cwd: home });
});

describe("the bundle for pages without modules", () => {
  it("runs the program of the original as it is written there", async () => {
    const server = new FakeServer();
    const shown: unknown[] = [];
    const page = createContext({ WebSocket: server.socketClass, shown, setTimeout, clearTimeout });
    runInContext(readFileSync(`${home}/target/bundle-test/snorky.js`, "utf8"), page);
    runInContext(
      `
      var snorky = new Snorky(WebSocket, "ws://localhost:8002/websocket", {
        "pubsub": Snorky.PubSub
      });
      var pubsub = snorky.services.pubsub;
      pubsub.subscribe({channel: 'messages'})
      .then(function() { shown.push("confirmed"); });
      pubsub.messagePublished.add(function(messageObject) { shown.push(messageObject.message); });
      `,
      page,
    );
    const socket = await server.accept();
    await socket.answer("subscribe");
    await socket.message("pubsub", { type: "message", channel: "messages", message: "hello" });
    runInContext("snorky.disconnect()", page);

    expect(shown).toEqual(["confirmed", "hello"]);
  });

  it("leaves one name behind and asks for nothing else", () => {
    const page = createContext({});
    runInContext(readFileSync(`${home}/target/bundle-test/snorky.js`, "utf8"), page);
    expect(Object.keys(page)).toEqual(["Snorky"]);
  });

  it("has a map that knows its sources", () => {
    const map = JSON.parse(readFileSync(`${home}/target/bundle-test/snorky.js.map`, "utf8"));
    expect(map.sources).toContain("../../src/snorky.ts");
    expect(map.sourcesContent).toHaveLength(map.sources.length);
  });
});

describe("the package", () => {
  it("gives modules the same client", async () => {
    const module = await import(`${home}/target/bundle-test/index.js`);
    expect(module.default).toBe(module.Snorky);
    expect(module.Snorky.PubSub).toBe(module.PubSub);
  });

  it("depends on nothing", () => {
    const { dependencies, peerDependencies, optionalDependencies } = JSON.parse(
      readFileSync(`${home}/package.json`, "utf8"),
    );
    expect([dependencies, peerDependencies, optionalDependencies]).toEqual([undefined, undefined, undefined]);
  });

  it("is locked without saying from where", () => {
    expect(readFileSync(`${home}/package-lock.json`, "utf8")).not.toContain('"resolved"');
  });
});
