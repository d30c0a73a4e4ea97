import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const home = fileURLToPath(new URL("..", import.meta.url));
const folder = `${home}target/readme`;
const paths = {
  snorky: ["../../src/index.ts"],
  "snorky/angularjs": ["../../src/angularjs/index.ts"],
  "snorky/knockout": ["../../src/knockout/index.ts"],
};
const blocks = [...readFileSync(`${home}README.md`, "utf8").matchAll(/```ts\n(.*?)```/gs)].map(
  ([, code]) => code,
);

describe("the README", () => {
  it("has code that compiles", { timeout: 60_000 }, () => {
    expect(blocks.length).toBeGreaterThan(0);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    blocks.forEach((code, i) => {
      writeFileSync(`${folder}/block${i + 1}.ts`, `${code}`);
    });
    writeFileSync(
      `${folder}/tsconfig.json`,
      JSON.stringify({
        extends: "../../tsconfig.json",
        compilerOptions: { types: [], paths },
        include: ["*.ts"],
      }),
    );
    const compiler = `${home}node_modules/typescript/bin/tsc`;
    const compile = () => execFileSync(process.execPath, [compiler, "-p", folder], { encoding: "utf8" });
    expect(compile()).toBe("");
  });
});
