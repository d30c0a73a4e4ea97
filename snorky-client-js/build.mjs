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

/** The client of a page without modules, for what is loaded after it: one client, and one class of each name. */
const clientOfThePage = {
  name: "client-of-the-page",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/snorky\.js$/ }, ({ path }) => ({ path, namespace: "page" }));
    onLoad({ filter: /.*/, namespace: "page" }, () => ({
      contents: `
        if (!globalThis.Snorky) throw new Error("Load snorky.js before its adapters");
        export const { Snorky } = globalThis;`,
    }));
  },
};

function script(entryPoint, name, plugins = []) {
  return build({
    ...shared,
    entryPoints: [entryPoint],
    outfile: `${folder}/${name}.js`,
    format: "iife",
    minify: true,
    banner: { js: "/*! Snorky, MPL-2.0 */" },
    plugins,
  });
}

await rm(folder, { recursive: true, force: true });
await build({
  ...shared,
  entryPoints: {
    index: "src/index.ts",
    angularjs: "src/angularjs/index.ts",
    knockout: "src/knockout/index.ts",
  },
  outdir: folder,
  format: "esm",
  // What they have in common is in a file that all import: one class of each name here, too.
  splitting: true,
});
await script("src/global.ts", "snorky");
await script("src/angularjs/global.ts", "snorky-angularjs", [clientOfThePage]);
await script("src/knockout/global.ts", "snorky-knockout", [clientOfThePage]);
