import { rm } from "node:fs/promises";
import { build } from "esbuild";

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

await rm("dist", { recursive: true, force: true });
await build({ ...shared, entryPoints: ["src/index.ts"], outfile: "dist/index.js", format: "esm" });
await build({
  ...shared,
  entryPoints: ["src/global.ts"],
  outfile: "dist/snorky.js",
  format: "iife",
  minify: true,
  banner: { js: "/*! Snorky, MPL-2.0 */" },
});
