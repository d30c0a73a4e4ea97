import { describe, expect, it } from "vitest";
import type { LiveCollection } from "../src/index.js";
import { settled } from "./support/fake-clock.js";
import type { FakeSocket } from "./support/fake-socket.js";
import { deleted, inserted, LiveWorld, type Task, updated } from "./support/live-world.js";
import { seeded } from "./support/random.js";

interface LogEntry {
  readonly position: number;
  readonly delta: Record<string, unknown>;
}

/** A server and its database, as simple as they can be, on the other side of a live list. */
class Database {
  readonly rows = new Map<number, Task>();
  readonly log: LogEntry[] = [];
  private logStart = 0;
  private tokens = new Map<string, number>();
  private tokenCount = 0;

  get head(): number {
    return this.logStart + this.log.length;
  }

  write(random: () => number): LogEntry {
    const id = Math.floor(random() * 8);
    const held = this.rows.get(id);
    const row: Task = { id, title: `${id}-${Math.floor(random() * 1e6)}`, version: this.head };
    let delta: Record<string, unknown>;
    if (held === undefined) {
      this.rows.set(id, row);
      delta = inserted(row);
    } else if (random() < 0.4) {
      this.rows.delete(id);
      delta = deleted(held);
    } else {
      this.rows.set(id, row);
      delta = updated(held, row);
    }
    const entry = { position: this.head + 1, delta };
    this.log.push(entry);
    return entry;
  }

  authorise(): string {
    this.tokenCount += 1;
    const token = `t${this.tokenCount}`;
    this.tokens.set(token, this.head);
    return token;
  }

  /** What an acquisition replays, or null if the log no longer reaches back or the token is unknown. */
  replay(token: string, position: string | null): readonly LogEntry[] | null {
    const from = position === null ? this.tokens.get(token) : Number(position);
    if (!this.tokens.has(token) || from === undefined || from < this.logStart) {
      this.tokens.delete(token);
      return null;
    }
    return this.log.slice(from - this.logStart);
  }

  trim(): void {
    this.logStart += this.log.length;
    this.log.length = 0;
  }
}

/** Lives through a random life of a list: writes, cuts, restarts, trimmed logs, lost answers, refetches. */
async function randomLife(seed: number, version: boolean): Promise<void> {
  const random = seeded(seed);
  const world = new LiveWorld();
  const database = new Database();
  for (let i = 0; i < 5; i += 1) {
    database.write(random);
  }
  let tasks: LiveCollection<Task> | undefined;
  let socketFed: FakeSocket | null = null;
  const attached = () => world.snorky.isConnected && socketFed === world.server.socket;
  let answered = -1;
  let calm = false;
  const starting = world
    .start({ sort: (a, b) => a.id - b.id, ...(version ? { version: "version" } : {}) })
    .then((live) => {
      tasks = world.listen(live);
    });

  const serve = async () => {
    const token = !calm && random() < 0.15 ? null : database.authorise();
    for (let i = Math.floor(random() * 3); i > 0; i -= 1) {
      database.write(random);
    }
    const body = [...database.rows.values()];
    for (let i = Math.floor(random() * 3); i > 0; i -= 1) {
      database.write(random);
    }
    await world.serve({ body, token });
  };
  const answer = async () => {
    const { socket } = world.server;
    const asked = socket.sent.filter(({ message }) => message.command === "acquireSubscription");
    const request = asked.at(-1);
    if (request === undefined || request.message.callId <= answered) {
      return;
    }
    answered = request.message.callId;
    const { token, position } = request.message.params as { token: string; position: string | null };
    const replay = database.replay(token, position);
    if (replay === null) {
      await socket.refuse("acquireSubscription", "Position lost", "position_lost");
      return;
    }
    for (const [i, entry] of replay.entries()) {
      if (!calm && random() < 0.05) {
        await world.server.socket.drop();
        return;
      }
      await socket.delta(entry.delta, String(entry.position));
      if (random() < 0.05 && i > 0) {
        await socket.message("datasync", { type: "position", position: String(database.head) });
      }
    }
    await socket.answer("acquireSubscription", { position: String(database.head) });
    socketFed = socket;
  };
  const connect = async () => {
    if (world.snorky.state === "connecting") {
      await world.server.accept();
    }
  };
  const faults = [
    async () => {
      await world.server.socket.drop(random() < 0.3 ? 1012 : 1006);
    },
    async () => {
      database.trim();
      if (attached()) {
        socketFed = null;
        const { token, tag } = world.server.socket.request("acquireSubscription").message.params;
        await world.server.socket.message("datasync", { type: "resync", token, tag, reason: "log_cut" });
      }
    },
    () => world.clock.advance(random() * 20_000),
  ];

  await serve();
  await starting;
  for (let step = 0; step < 300; step += 1) {
    const dice = random();
    if (dice < 0.5) {
      const entry = database.write(random);
      if (attached()) {
        await world.server.socket.delta(entry.delta, String(entry.position));
      }
    } else if (dice < 0.65) {
      await answer();
    } else if (dice < 0.8) {
      await connect();
    } else if (dice < 0.9) {
      if (world.waiting > 0) {
        await serve();
      }
    } else {
      const fault = faults[Math.floor(random() * faults.length)];
      if (world.server.sockets.length > 0 && world.snorky.isConnected) {
        await fault?.();
      } else {
        await world.clock.advance(random() * 5_000);
      }
    }
    if (tasks?.status === "live") {
      expect(byId(tasks.items), `live but different at step ${step}`).toEqual(byId(database.rows.values()));
    }
  }
  calm = true;
  for (let i = 0; i < 200 && tasks?.status !== "live"; i += 1) {
    await world.clock.advance(1_000);
    await connect();
    await answer();
    if (world.waiting > 0) {
      await serve();
    }
  }
  await settled();
  expect(tasks?.status).toBe("live");
  expect(tasks?.items).toEqual(byId(database.rows.values()));
  expect(replayed(world)).toEqual(tasks?.items);
  tasks?.close();
  world.snorky.disconnect();
  expect(world.clock.pending).toBe(0);
}

function byId(rows: Iterable<Task>): Task[] {
  return [...rows].sort((a, b) => a.id - b.id);
}

/** The list that somebody holds who only follows the change events of a list that began with its first items. */
function replayed(world: LiveWorld): Task[] {
  const shown = new Set<Task>(world.first);
  for (const change of world.changes) {
    for (const item of change.removed) {
      expect(shown.delete(item)).toBe(true);
    }
    for (const { item, previous } of change.updated) {
      expect(shown.delete(previous)).toBe(true);
      shown.add(item);
    }
    for (const item of change.inserted) {
      expect(shown.has(item)).toBe(false);
      shown.add(item);
    }
  }
  return byId(shown);
}

describe("whatever happens, a live list", () => {
  const seed = Number(process.env.SNORKY_SEED ?? 20_260_101);

  it.each(Array.from({ length: 60 }, (_, i) => seed + i))("ends up equal to its query (seed %i)", (own) =>
    randomLife(own, own % 2 === 0),
  );
});
