const kept = 2_000;

/** Counts what one client sends, gets and fetches, and remembers the last of it. */
export class Meter {
  counts = {
    connections: 0,
    socketBytes: 0,
    deltas: 0,
    acquired: 0,
    resumed: 0,
    resumeBytes: 0,
    refused: {},
    resyncs: {},
    fetches: 0,
    fetchesFailed: 0,
    fetchedBytes: 0,
  };
  history = [];
  #sockets = new Set();
  #paused = false;
  /** By call id of each acquisition under way: whether it is a resume, and the bytes for its tag so far. */
  #acquiring = new Map();

  note(what, detail) {
    this.history.push(`${new Date().toISOString().slice(11, 23)} ${what} ${String(detail).slice(0, 600)}`);
    if (this.history.length > kept) {
      this.history.shift();
    }
  }

  /** The socket class, metered. */
  socketClass(WebSocket) {
    const meter = this;
    return class extends WebSocket {
      constructor(url) {
        super(url, { perMessageDeflate: false });
        meter.#opened(this);
      }

      send(data) {
        meter.#sent(String(data));
        super.send(data);
      }
    };
  }

  /** The global fetch, metered. */
  fetch(name) {
    return async (url, init) => {
      try {
        const response = await fetch(url, init);
        const body = await response.arrayBuffer();
        this.counts.fetches += 1;
        this.counts.fetchedBytes += body.byteLength;
        const token = response.headers.get("X-Subscription-Token");
        this.note(name, `fetched ${response.status}, ${body.byteLength} bytes, token ${token}`);
        const { status, headers } = response;
        return new Response(body, { status, headers });
      } catch (error) {
        this.counts.fetchesFailed += 1;
        throw error;
      }
    };
  }

  /** Reads nothing from the socket: the way of a page that is too slow. */
  pause() {
    this.#paused = true;
    for (const socket of this.#sockets) {
      if (socket.readyState === socket.OPEN) {
        socket.pause();
      }
    }
  }

  unpause() {
    this.#paused = false;
    for (const socket of this.#sockets) {
      socket.resume();
    }
  }

  #opened(socket) {
    this.#sockets.add(socket);
    socket.on("open", () => {
      this.counts.connections += 1;
      this.#acquiring.clear();
      this.note("socket", "open");
      if (this.#paused) {
        socket.pause();
      }
    });
    socket.on("message", (data) => this.#got(String(data)));
    socket.on("close", (code) => {
      this.#sockets.delete(socket);
      this.note("socket", `closed ${code}`);
    });
  }

  #sent(text) {
    const { service, message } = JSON.parse(text);
    if (service !== "snorky") {
      this.note(">", text);
    }
    if (service === "datasync" && message.command === "acquireSubscription") {
      const { tag, position } = message.params;
      this.#acquiring.set(message.callId, { tag, resumes: typeof position === "string", bytes: 0 });
    }
  }

  #got(text) {
    this.counts.socketBytes += Buffer.byteLength(text);
    const { service, message } = JSON.parse(text);
    if (service !== "snorky") {
      this.note("<", text);
    }
    if (service !== "datasync") {
      return;
    }
    if (message.type === "delta") {
      this.counts.deltas += 1;
      this.#countReplay(message.delta.tag, text);
    } else if (message.type === "resync") {
      const { resyncs } = this.counts;
      resyncs[message.reason] = (resyncs[message.reason] ?? 0) + 1;
    } else if (message.type === "response" || message.type === "error") {
      this.#answered(message, text);
    }
  }

  #countReplay(tag, text) {
    for (const acquisition of this.#acquiring.values()) {
      if (acquisition.tag === tag) {
        acquisition.bytes += Buffer.byteLength(text);
      }
    }
  }

  #answered(message, text) {
    const acquisition = this.#acquiring.get(message.callId);
    if (acquisition === undefined) {
      return;
    }
    this.#acquiring.delete(message.callId);
    if (message.type === "error") {
      const { refused } = this.counts;
      refused[message.code] = (refused[message.code] ?? 0) + 1;
    } else if (acquisition.resumes) {
      this.counts.resumed += 1;
      this.counts.resumeBytes += acquisition.bytes + Buffer.byteLength(text);
    } else {
      this.counts.acquired += 1;
    }
  }
}
