import {
  type LiveChange,
  type LiveCollection,
  type LiveOptions,
  type LiveSync,
  Snorky,
  type SnorkyError,
  type StandardServices,
} from "../../src/index.js";
import { FakeClock, settled } from "./fake-clock.js";
import { FakeServer, type FakeSocket } from "./fake-socket.js";

/** A row of the lists in these tests. */
export interface Task {
  readonly id: number;
  readonly title: string;
  readonly version?: number;
}

/** What the application answers to a fetch. */
export interface Served {
  readonly body?: unknown;
  readonly token?: string | null;
  readonly status?: number;
}

/** A page with a live list: the application and the server are played by the test. */
export class LiveWorld {
  readonly clock = new FakeClock();
  readonly server = new FakeServer();
  readonly snorky: Snorky;
  /** The requests to the application, oldest first. */
  readonly fetches: { readonly url: string; readonly headers: Record<string, string> }[] = [];
  readonly changes: LiveChange<Task>[] = [];
  /** The items a list had when the test began to listen. */
  first: readonly Task[] = [];
  readonly statuses: string[] = [];
  readonly syncs: LiveSync[] = [];
  readonly errors: SnorkyError[] = [];
  private answers: ((served: Served) => void)[] = [];

  constructor() {
    this.snorky = new Snorky<StandardServices>(this.server.socketClass, "ws://page/ws", undefined, {
      clock: this.clock,
      random: () => 1,
      hints: () => () => {},
    });
  }

  /** Plays the application: `serve` answers what is fetched here. */
  readonly fetch = ((url: string, init: RequestInit) => {
    this.fetches.push({ url, headers: init.headers as Record<string, string> });
    return new Promise<Response>((resolve, reject) => {
      const answer = ({ body = [], token = "t1", status = 200 }: Served) => {
        const headers = new Headers(token === null ? {} : { "X-Subscription-Token": token });
        resolve(new Response(JSON.stringify(body), { status, headers }));
      };
      this.answers.push(answer);
      init.signal?.addEventListener("abort", () => {
        this.answers = this.answers.filter((other) => other !== answer);
        reject(new Error("aborted"));
      });
    });
  }) as unknown as typeof fetch;

  /** Answers the oldest fetch that waits. */
  async serve(served: Served): Promise<void> {
    const answer = this.answers.shift();
    if (answer === undefined) {
      throw new Error("Nothing was fetched");
    }
    answer(served);
    await settled();
    // Reading a body takes turns of the event loop, not just promises.
    await new Promise((resolve) => setImmediate(resolve));
    await settled();
  }

  /** How many fetches wait for an answer. */
  get waiting(): number {
    return this.answers.length;
  }

  /** Starts a list; it is there after the fetch is served. */
  start(options: LiveOptions<Task> = {}): Promise<LiveCollection<Task>> {
    return this.snorky.live<Task>("/api/tasks", { fetch: this.fetch, ...options });
  }

  /** A list that is fetched, acquired and live. */
  async live(rows: readonly Task[], options: LiveOptions<Task> = {}): Promise<LiveCollection<Task>> {
    const starting = this.start(options);
    const socket = await this.server.accept();
    await this.serve({ body: rows });
    const tasks = this.listen(await starting);
    await socket.answer("acquireSubscription", { position: "p0" });
    this.statuses.length = 0;
    return tasks;
  }

  /** Writes down all that a list tells. */
  listen(tasks: LiveCollection<Task>): LiveCollection<Task> {
    this.first = [...tasks.items];
    tasks.on("change", (change) => this.changes.push(change));
    tasks.on("status", (status) => this.statuses.push(status));
    tasks.on("sync", (sync) => this.syncs.push(sync));
    tasks.on("error", (error) => this.errors.push(error));
    return tasks;
  }

  /** The connection goes and comes back. */
  async reconnect(code = 1006): Promise<FakeSocket> {
    const before = this.server.sockets.length;
    await this.server.socket.drop(code);
    while (this.server.sockets.length === before) {
      await this.clock.advance(500);
    }
    return this.server.accept();
  }
}

/** A row. */
export function task(id: number, title = `Task ${id}`): Task {
  return { id, title };
}

export function inserted(row: Task): Record<string, unknown> {
  return { type: "insert", model: "Task", data: row };
}

export function updated(from: Task, to: Task): Record<string, unknown> {
  return { type: "update", model: "Task", oldData: from, newData: to };
}

export function deleted(row: Task): Record<string, unknown> {
  return { type: "delete", model: "Task", data: row };
}
