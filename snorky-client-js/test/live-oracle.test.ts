import { describe, it } from "vitest";
import { RandomLife } from "./support/random-life.js";

describe("whatever happens, a live list", () => {
  const seed = Number(process.env.SNORKY_SEED ?? 20_260_101);
  const lives = Number(process.env.SNORKY_LIVES ?? 60);

  it.each(Array.from({ length: lives }, (_, i) => seed + i))("ends up equal to its query (seed %i)", (own) =>
    new RandomLife(own, own % 2 === 0).live(),
  );
});
