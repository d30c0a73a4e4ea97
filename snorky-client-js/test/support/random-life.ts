import { expect } from "vitest";
import type { LiveCollection } from "../../src/index.js";
import { type Change, coalesced, Database, deltaOf, type LogEntry } from "./database.js";
import { settled } from "./fake-clock.js";
import type { FakeSocket, SentRequest } from "./fake-socket.js";
import { LiveWorld, type Task } from "./live-world.js";
import { seeded } from "./random.js";

/** A subscription that is acquired. */
interface Feed {
  readonly socket: FakeSocket;
  readonly token: string;
  readonly tag: string;
}

/**
 * A random life of a live list: writes, cuts, restarts, trimmed logs, lost answers, refetches, revocations, slow times, and
 * somebody who refreshes and waits for writes. With versions, publishers publish in any order besides.
 */
export class RandomLife {
  private readonly random: () => number;
  private readonly world = new LiveWorld();
  private readonly database = new Database();
  private tasks: LiveCollection<Task> | undefined;
  /** The subscription that is fed, and how many of the requests on the newest socket have been dealt with. */
  private fed: Feed | null = null;
  private socket: FakeSocket | null = null;
  private dealtWith = 0;
  /** What a slow client has not been sent yet; null while it is not slow. */
  private backlog: LogEntry[] | null = null;
  private calm = false;
  private waiting = 0;

  constructor(
    seed: number,
    private readonly hasVersions: boolean,
  ) {
    this.random = seeded(seed);
  }

  async live(): Promise<void> {
    for (let i = 0; i < 5; i += 1) {
      this.write();
    }
    const starting = this.world
      .start({
        sort: (a, b) => a.id - b.id,
        ...(this.hasVersions ? { version: "version" } : {}),
        ...(this.chance(0.5) ? { retry: true } : {}),
      })
      .then((list) => {
        this.tasks = this.world.listen(list);
      });
    await this.serve(false);
    await starting;
    for (let step = 0; step < 300; step += 1) {
      await this.step();
      this.expectHonest(`at step ${step}`);
    }
    await this.calmDown();
    expect(this.tasks?.status).toBe("live");
    expect(this.tasks?.items).toEqual(this.truth());
    expect(this.replayed()).toEqual(this.tasks?.items);
    this.tasks?.close();
    this.world.snorky.disconnect();
    await settled();
    expect([this.world.clock.pending, this.waiting]).toEqual([0, 0]);
  }

  private async step(): Promise<void> {
    const dice = this.random();
    if (dice < 0.45) {
      this.write();
      await this.publish(0.8);
    } else if (dice < 0.5) {
      await this.tell();
    } else if (dice < 0.65) {
      await this.answer();
    } else if (dice < 0.8) {
      await this.connect();
    } else if (dice < 0.9) {
      await this.serve(this.chance(0.1));
    } else if (this.world.snorky.isConnected) {
      await this.strike();
    } else {
      await this.world.clock.advance(this.random() * 5_000);
    }
  }

  /** Somebody writes. */
  private write(): Change {
    return this.database.commit(this.random);
  }

  /** What is committed is published and delivered, at once or later. */
  private async publish(probability: number): Promise<void> {
    if (this.hasVersions && !this.calm && !this.chance(probability)) {
      return;
    }
    for (const entry of this.database.publish((count) => (this.hasVersions ? this.pick(count) : 0))) {
      const { feed } = this;
      if (feed !== null && this.backlog === null) {
        await this.deliver(feed, entry);
      } else if (feed !== null) {
        this.backlog?.push(entry);
      }
    }
  }

  /** The subscription that deltas go to; those of others wait to be replayed. */
  private get feed(): Feed | null {
    return this.world.snorky.isConnected && this.fed?.socket === this.world.server.socket ? this.fed : null;
  }

  private deliver({ socket, tag }: Feed, entry: LogEntry): Promise<void> {
    const delta = { ...deltaOf(entry), tag };
    return socket.message("datasync", { type: "delta", delta, position: String(entry.position) });
  }

  /** A user writes and wants to see it, or refreshes. */
  private async tell(): Promise<void> {
    const { tasks } = this;
    if (tasks === undefined) {
      return;
    }
    this.waiting += 1;
    const done = () => {
      this.waiting -= 1;
    };
    if (this.chance(0.3)) {
      tasks.refresh().then(done, done);
      return;
    }
    const change = this.write();
    await this.publish(1);
    const position = this.chance(0.9) ? String(this.database.head) : undefined;
    tasks.reached(position).then(() => {
      done();
      this.expectReached(change);
    }, done);
  }

  private expectReached(change: Change): void {
    const shown = this.tasks?.get(change.id);
    const latest = this.database.latest.get(change.id) as Change;
    if (shown === undefined) {
      expect(latest.stamp > change.stamp || latest.after === null, "shows what was written").toBe(true);
    } else {
      expect(shown.version, "shows nothing older").toBeGreaterThanOrEqual(change.stamp);
    }
  }

  /** The server answers what was asked of it, in order; or the connection goes in the middle of it. */
  private async answer(): Promise<void> {
    const { socket } = this.world.server;
    if (socket !== this.socket) {
      this.socket = socket;
      this.dealtWith = 0;
    }
    await this.flush();
    while (this.world.snorky.isConnected && this.dealtWith < socket.sent.length) {
      const request = socket.sent[this.dealtWith] as SentRequest;
      this.dealtWith += 1;
      if (request.message.command === "acquireSubscription") {
        await this.acquire(socket, request);
      } else if (request.message.command === "cancelSubscription") {
        this.cancel(request.message.params.token as string);
        await this.reply(socket, request, { type: "response", data: null });
      } else if (request.message.command === "awaitPosition") {
        const failure = { type: "error", message: "Position lost", code: "position_lost" };
        await this.reply(socket, request, this.chance(0.1) ? failure : { type: "response", data: null });
      } else {
        await this.reply(socket, request, {
          type: "error",
          message: "No such service",
          code: "no_such_service",
        });
      }
    }
  }

  private async acquire(socket: FakeSocket, request: SentRequest): Promise<void> {
    const { token, tag, position } = request.message.params as {
      token: string;
      tag: string;
      position: string | null;
    };
    const feed = { socket, token, tag };
    const replay = this.database.replay(token, position);
    if (replay === null) {
      await this.reply(socket, request, { type: "error", message: "Position lost", code: "position_lost" });
      return;
    }
    const head = this.database.head;
    for (const entry of this.chance(0.3) ? coalesced(replay) : replay) {
      if (!this.calm && this.chance(0.05)) {
        await socket.drop();
        return;
      }
      await this.deliver(feed, entry);
      if (this.chance(0.05)) {
        await socket.message("datasync", { type: "position", position: String(head) });
      }
    }
    this.fed = feed;
    this.backlog = null;
    await this.reply(socket, request, { type: "response", data: { position: String(head) } });
  }

  private reply(socket: FakeSocket, { service, message }: SentRequest, answer: object): Promise<void> {
    return socket.message(service, { ...answer, callId: message.callId });
  }

  private async connect(): Promise<void> {
    if (this.world.snorky.state === "connecting") {
      await this.world.server.accept();
    }
  }

  /** The application answers a fetch: it authorises, then it queries, and others write meanwhile. */
  private async serve(fails: boolean): Promise<void> {
    if (this.world.waiting === 0) {
      return;
    }
    if (fails) {
      await this.world.serve({ status: 503 });
      return;
    }
    const token = !this.calm && this.chance(0.15) ? null : this.database.authorise();
    await this.writeSome();
    const body = [...this.database.rows.values()];
    await this.writeSome();
    await this.world.serve({ body, token });
  }

  private async writeSome(): Promise<void> {
    for (let i = this.calm ? 0 : this.pick(3); i > 0; i -= 1) {
      this.write();
    }
    await this.publish(0.8);
  }

  /** What a slow client was not sent is sent, as what it comes to. */
  private async flush(): Promise<void> {
    const { backlog, feed } = this;
    this.backlog = null;
    if (backlog !== null && feed !== null) {
      for (const entry of coalesced(backlog)) {
        await this.deliver(feed, entry);
      }
    }
  }

  private async strike(): Promise<void> {
    const { socket } = this.world.server;
    const faults = [
      () => socket.drop(1006),
      async () => {
        await socket.message("snorky", { type: "goingAway", comeBackIn: this.random() * 3_000 });
        await socket.drop(1012);
      },
      () => this.resync("log_cut", false),
      () => this.resync("revoked", true),
      async () => {
        this.backlog ??= this.feed === null ? null : [];
      },
      () => this.world.clock.sleep(this.random() * 60_000),
      () => this.world.clock.advance(this.random() * 20_000),
    ];
    await faults[this.pick(faults.length)]?.();
  }

  private async resync(reason: string, empty: boolean): Promise<void> {
    this.database.trim();
    const { feed } = this;
    if (feed === null) {
      return;
    }
    const { socket, token, tag } = feed;
    this.cancel(token);
    const isCurrent = socket.request("acquireSubscription").message.params.tag === tag;
    await socket.message("datasync", { type: "resync", token, tag, reason, empty });
    if (empty && isCurrent) {
      expect(this.tasks?.items).toEqual([]);
    }
  }

  private cancel(token: string): void {
    this.database.cancel(token);
    if (this.fed?.token === token) {
      this.fed = null;
    }
  }

  private async calmDown(): Promise<void> {
    this.calm = true;
    for (let i = 0; i < 200 && (i < 3 || this.tasks?.status !== "live" || this.waiting > 0); i += 1) {
      await this.world.clock.advance(1_000);
      await this.publish(1);
      await this.connect();
      await this.answer();
      await this.serve(false);
    }
    await settled();
  }

  /** A list that says it is live shows all that has been sent. */
  private expectHonest(when: string): void {
    if (
      this.tasks?.status === "live" &&
      this.backlog === null &&
      this.database.isPublished &&
      this.feed !== null
    ) {
      expect([...this.tasks.items], `live but different ${when}`).toEqual(this.truth());
    }
  }

  private truth(): Task[] {
    return byId(this.database.rows.values());
  }

  /** The list that somebody holds who only follows the change events of a list that began with its first items. */
  private replayed(): Task[] {
    const shown = new Set<Task>(this.world.first);
    for (const change of this.world.changes) {
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

  private chance(probability: number): boolean {
    return !this.calm && this.random() < probability;
  }

  private pick(count: number): number {
    return Math.floor(this.random() * count);
  }
}

function byId(rows: Iterable<Task>): Task[] {
  return [...rows].sort((a, b) => a.id - b.id);
}
