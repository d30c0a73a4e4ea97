import { Meter } from "./meter.mjs";
import { SleepingClock } from "./sleeping-clock.mjs";

/** Quicker than the defaults, so that a run of minutes holds what hours do; nothing else differs from a page. */
const haste = {
  reconnectDelay: 200,
  reconnectDelayCap: 2_000,
  restartSpread: 1_000,
  connectTimeout: 2_000,
  quietAfter: 2_000,
  replyWithin: 1_500,
};

/** One page: a connection, and the lists on it. */
export class Client {
  clock = new SleepingClock();
  meter = new Meter();
  lists = new Map();
  hint = () => {};

  constructor(Snorky, WebSocket, url) {
    const hints = (wake) => {
      this.hint = wake;
      return () => {};
    };
    this.snorky = new Snorky(this.meter.socketClass(WebSocket), url, undefined, {
      ...haste,
      clock: this.clock,
      hints,
    });
    this.snorky.errorOccurred.add((error) => this.meter.note("error", `${error.code}: ${error.message}`));
  }

  /** Opens a list; until the first fetch succeeds, again and again. */
  async open(name, url, versioned) {
    for (;;) {
      try {
        const list = await this.snorky.live(url, {
          fetch: this.meter.fetch(name),
          fetchTimeout: 4_000,
          ...(versioned ? { version: "version" } : {}),
        });
        list.on("status", (status) => this.meter.note(name, status));
        list.on("error", (error) => this.meter.note(name, `${error.code}: ${error.message}`));
        this.lists.set(name, list);
        return;
      } catch (error) {
        this.meter.note(name, String(error));
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  }

  dump(wanted) {
    return [...this.lists]
      .filter(([name]) => wanted.has(name))
      .map(([name, list]) => [name, { status: list.status, items: list.items }]);
  }

  /** Overdue alarms go off, and then the page hears that it is seen again. */
  wake() {
    this.clock.wake();
    this.hint();
  }

  close() {
    for (const list of this.lists.values()) {
      list.close();
    }
    this.snorky.disconnect();
  }
}
