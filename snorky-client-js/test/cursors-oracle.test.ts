import { describe, expect, it } from "vitest";
import { type CursorDocument, type ForeignCursor, type OwnCursor, Snorky } from "../src/index.js";
import { ClientWorld } from "./support/client-world.js";
import { CursorServer } from "./support/cursor-server.js";
import { seeded } from "./support/random.js";

const seed = Number(process.env.SNORKY_SEED ?? 20_260_101);
const lives = Number(process.env.SNORKY_LIVES ?? 60);

/** What somebody knows who only listens to the signals. */
class Listener {
  private readonly seen = new Set<ForeignCursor>();

  constructor(private readonly document: CursorDocument) {
    document.cursorAdded.add((cursor) => {
      expect(this.seen.has(cursor)).toBe(false);
      this.seen.add(cursor);
    });
    document.cursorUpdated.add((cursor) => expect(this.seen.has(cursor)).toBe(true));
    document.cursorRemoved.add((cursor) => expect(this.seen.delete(cursor)).toBe(true));
  }

  agrees(): void {
    expect(new Set(this.document.others)).toEqual(this.seen);
    expect(this.document.cursors.filter(({ isMine }) => !isMine)).toHaveLength(this.seen.size);
  }
}

type Seen = Pick<ForeignCursor, "position" | "status"> & { readonly publicHandle: number | undefined };

function seen(cursors: Iterable<Seen>): unknown[] {
  return [...cursors]
    .map(({ publicHandle, position, status }) => [publicHandle, position, status])
    .sort(([a], [b]) => Number(a) - Number(b));
}

async function life(random: () => number): Promise<void> {
  const world = new ClientWorld({ cursors: Snorky.Cursors });
  const server = new CursorServer(await world.accept());
  const joining = world.snorky.services.cursors.join({ document: "doc" });
  server.serve();
  await server.arrive();
  const document = await joining;
  const listener = new Listener(document);
  const promises: Promise<unknown>[] = [];

  const act = () => {
    const own = document.cursors.filter((cursor): cursor is OwnCursor => cursor.isMine);
    const chosen = own[Math.floor(random() * own.length)];
    if (chosen === undefined || (own.length < 4 && random() < 0.3)) {
      promises.push(document.createCursor({ position: random(), status: "new" })[1]);
    } else if (random() < 0.8) {
      promises.push(chosen.update(random() < 0.5 ? { position: random() } : { status: random() }));
    } else {
      promises.push(chosen.remove());
    }
  };

  for (let step = 0; step < 400; step += 1) {
    const dice = random();
    if (dice < 0.2) {
      server.otherActs(random);
    } else if (dice < 0.4) {
      act();
    } else if (dice < 0.6) {
      server.serve();
    } else if (dice < 0.96) {
      await server.arrive();
    } else {
      await world.lose();
      server.connected(world.socket, random() < 0.3);
      while (random() < 0.6) {
        server.otherActs(random);
        act();
      }
      await world.accept();
    }
    listener.agrees();
  }
  while (server.serve() || (await server.arrive())) {
    listener.agrees();
  }

  await Promise.all(promises);
  expect(seen(document.cursors)).toEqual(seen(server.cursors.values()));
  for (const cursor of document.cursors) {
    expect(!cursor.isMine || cursor.isSynchronized()).toBe(true);
  }
  expect(world.complaints).toEqual([]);
}

describe("whatever happens, the cursors of a document", () => {
  it.each(Array.from({ length: lives }, (_, i) => seed + i))(
    "end up as the server has them, and every promise is kept (seed %i)",
    (own) => life(seeded(own)),
  );
});
