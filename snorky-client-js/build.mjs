import { rm } from "node:fs/promises";
import { build } from "esbuild";

const [folder = "dist"] = process.argv.slice(2);

const shared = {
  bundle: true,
  target: "es2020",
  platform: "browser",
  sourcemap: true,
  // The map carries the sources, so that a browser shows them wherever the bundle is served.
  sourcesContent: true,
  legalComments: "none",
  logLevel: "warning",
};

await rm(folder, { recursive: true, force: true });
await build({ ...shared, entryPoints: ["src/index.ts"], outfile: `${folder}/index.js`, format: "esm" });
await build({
  ...shared,
  entryPoints: ["src/global.ts"],
  outfile: `${folder}/snorky.js`,
  format: "iife",
  minify: true,
  banner: { js: "/*! Snorky, MPL-2.0 */" },
});
