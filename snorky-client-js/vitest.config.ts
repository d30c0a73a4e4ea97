import { defineConfig } from "vitest/config";
import ClosingLine from "./test/support/closing-line.js";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    reporters: ["default", new ClosingLine()],
    unstubGlobals: true,
    restoreMocks: true,
  },
});
