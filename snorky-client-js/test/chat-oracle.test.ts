import { describe, expect, it } from "vitest";
import { Snorky } from "../src/index.js";
import { ChannelServer } from "./support/channel-server.js";
import { ClientWorld } from "./support/client-world.js";
import { seeded } from "./support/random.js";

const seed = Number(process.env.SNORKY_SEED ?? 20_260_101);
const lives = Number(process.env.SNORKY_LIVES ?? 60);

/** Says, serves, delivers and loses at random; the gaps that were told are noted where they came. */
async function life(own: number, kept: number): Promise<{ heard: unknown[]; said: number; cuts: number }> {
  const random = seeded(own);
  const world = new ClientWorld({ chat: Snorky.Chat });
  const { chat } = world.snorky.services;
  const heard: unknown[] = [];
  chat.messageReceived.add(({ body }) => heard.push(body));
  chat.reconnected.add(({ gaps }) => heard.push(...gaps.map(() => "gap")));
  const server = new ChannelServer(await world.accept());
  server.kept = kept;
  void chat.join({ channel: "tea", position: null });
  server.serve();
  await server.arrive();
  let cuts = 0;
  for (let step = 0; step < 300; step += 1) {
    const dice = random();
    if (dice < 0.4) {
      server.say();
    } else if (dice < 0.6) {
      server.serve();
    } else if (dice < 0.95) {
      await server.arrive();
    } else {
      cuts += 1;
      await world.lose();
      server.connected(world.socket);
      while (random() < 0.5) {
        server.say();
      }
      await world.accept();
    }
  }
  while (server.serve() || (await server.arrive())) {
    // What was begun comes to its end.
  }
  expect(world.complaints).toEqual([]);
  return { heard, said: server.said.length, cuts };
}

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);
const seeds = numbers(lives).map((i) => seed + i);

describe("whatever happens, a channel that was joined with a position", () => {
  it.each(seeds)("tells everything once and in order (seed %i)", async (own) => {
    const { heard, said, cuts } = await life(own, Number.POSITIVE_INFINITY);
    expect(cuts).toBeGreaterThan(0);
    expect(heard).toEqual(numbers(said));
  });

  it.each(seeds)("tells of the gap wherever its history was too short (seed %i)", async (own) => {
    const { heard, said } = await life(own, 3);
    let next = 0;
    let jumps = 0;
    for (const one of heard.filter((what) => what !== "gap") as number[]) {
      expect(one).toBeGreaterThanOrEqual(next);
      jumps += one > next ? 1 : 0;
      next = one + 1;
    }
    expect(next).toBe(said);
    expect(heard.filter((what) => what === "gap").length).toBeGreaterThanOrEqual(jumps);
  });
});
