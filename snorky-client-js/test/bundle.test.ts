import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
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

describe("the bundles of the adapters", () => {
  const run = (name: string, page: object) =>
    runInContext(readFileSync(`${home}/target/bundle-test/${name}.js`, "utf8"), page);

  it("put the Knockout collection beside the others, and make one of them", () => {
    const page = createContext({ setTimeout });
    run("snorky", page);
    run("snorky-knockout", page);
    const array = "{ a: [], peek() { return this.a; }, subscribe() {} }";
    const collection = runInContext(`new Snorky.DataSync.KnockoutCollection(${array})`, page);
    expect(collection).toBeInstanceOf(runInContext("Snorky.DataSync.Collection", page));
    expect(Object.keys(page)).toEqual(["setTimeout", "Snorky"]);
  });

  it("define the modules of AngularJS, and nothing else", () => {
    const defined: Record<string, readonly string[]> = {};
    const module = (name: string, requires: readonly string[]) => {
      defined[name] = requires;
      return { name, provider: () => {}, run: () => {} };
    };
    const page = createContext({ angular: { module } });
    run("snorky", page);
    run("snorky-angularjs", page);
    expect(defined).toEqual({ snorky: [], "snorky.restangular": ["restangular"] });
    expect(Object.keys(page)).toEqual(["angular", "Snorky"]);
  });

  it("say what has to be loaded before them", () => {
    expect(() => run("snorky-knockout", createContext({}))).toThrow("Load snorky.js before its adapters");
    const page = createContext({});
    run("snorky", page);
    expect(() => run("snorky-angularjs", page)).toThrow("load angular.js before it");
  });

  it("hold no second client", () => {
    for (const name of ["snorky-angularjs", "snorky-knockout"]) {
      const { sources } = JSON.parse(readFileSync(`${home}/target/bundle-test/${name}.js.map`, "utf8"));
      expect(sources.filter((source: string) => !/src\/(angularjs|knockout)\/|^page:/.test(source))).toEqual(
        [],
      );
    }
  });
});

describe("the package", () => {
  it("gives modules the same client", async () => {
    const module = await import(`${home}/target/bundle-test/index.js`);
    expect(module.default).toBe(module.Snorky);
    expect(module.Snorky.PubSub).toBe(module.PubSub);
  });

  it("gives the adapters the classes of the client", async () => {
    const { DataSync } = await import(`${home}/target/bundle-test/index.js`);
    const { KnockoutCollection } = await import(`${home}/target/bundle-test/knockout.js`);
    const { snorkyModule } = await import(`${home}/target/bundle-test/angularjs.js`);
    expect(Object.getPrototypeOf(KnockoutCollection)).toBe(DataSync.Collection);
    expect(snorkyModule).toBeTypeOf("function");
  });

  it("exports files that are built", () => {
    const { exports } = JSON.parse(readFileSync(`${home}/package.json`, "utf8"));
    const scripts = Object.values(exports as Record<string, string | { default: string }>)
      .map((entry) => (typeof entry === "string" ? entry : entry.default))
      .filter((file) => file.endsWith(".js"));
    expect(scripts).toHaveLength(6);
    for (const script of scripts) {
      expect(existsSync(`${home}/${script.replace("dist", "target/bundle-test")}`), script).toBe(true);
    }
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
