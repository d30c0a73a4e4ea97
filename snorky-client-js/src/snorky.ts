import type { Cancel } from "./clock.js";
import { SnorkyError } from "./errors.js";
import { isObject, type Json } from "./json.js";
import { LiveCollection } from "./live/live-collection.js";
import type { LiveOptions } from "./live/options.js";
import { Chat } from "./services/chat.js";
import { Cursors } from "./services/cursors.js";
import { DataSync } from "./services/datasync.js";
import { Messaging } from "./services/messaging.js";
import { PubSub } from "./services/pubsub.js";
import { RPCService } from "./services/rpc-service.js";
import { ServerService } from "./services/server.js";
import { Service, type ServiceClasses, type ServiceHost, type Services } from "./services/service.js";
import { type Settings, type SnorkyOptions, settingsOf } from "./settings.js";
import { reportToPage, Signal } from "./signal.js";
import { tokenFrom } from "./token/token-from.js";
import { Tokens } from "./token/tokens.js";
import { Connection, type ConnectionState, type Loss, tokenExpired } from "./transport/connection.js";
import { Outbox } from "./transport/outbox.js";
import { pageAddress, pageSocket } from "./transport/page.js";
import type { Address, SocketClass } from "./transport/socket.js";

/** The services a client has when none are named. */
export type StandardServices = {
  readonly pubsub: typeof PubSub;
  readonly datasync: typeof DataSync;
  readonly chat: typeof Chat;
  readonly messaging: typeof Messaging;
  readonly cursors: typeof Cursors;
};

const standardServices: StandardServices = {
  pubsub: PubSub,
  datasync: DataSync,
  chat: Chat,
  messaging: Messaging,
  cursors: Cursors,
};

/**
 * A client of a Snorky server: one connection that comes back by itself, and the services on it.
 *
 * `new Snorky(WebSocket, "wss://…/ws", { pubsub: Snorky.PubSub })`, or `new Snorky()` for the server of this
 * page. It connects at once; what is sent before there is a connection waits, within bounds.
 */
export class Snorky<C extends ServiceClasses = StandardServices> {
  static readonly Service = Service;
  static readonly RPCService = RPCService;
  static readonly PubSub = PubSub;
  static readonly DataSync = DataSync;
  static readonly Chat = Chat;
  static readonly Messaging = Messaging;
  static readonly Cursors = Cursors;
  static readonly Signal = Signal;
  static readonly Error = SnorkyError;
  static readonly tokenFrom = tokenFrom;

  /** The services by name. */
  readonly services: Services<C>;

  /** There is a connection; what waited has been sent. */
  readonly connected = new Signal<[]>();

  /** The connection went, and tells when the next attempt comes. */
  readonly disconnected = new Signal<[Loss]>();

  /** Something went wrong that no call and no list can be told of; without a listener the page is told. */
  readonly errorOccurred = new Signal<[SnorkyError]>();

  private readonly settings: Settings;
  private readonly connection: Connection;
  private readonly outbox: Outbox;
  private readonly host: ServiceHost;
  private readonly byName = new Map<string, Service>();
  private everTried = false;
  private readonly server: ServerService;
  private readonly tokens: Tokens | null;

  /**
   * @param socketClass `WebSocket`, `SockJS`, or anything shaped like them; by default the page's WebSocket
   * @param address where to connect, or a function asked before every attempt; by default `/ws` of the page
   * @param services classes by service name; by default all that a server has of its own
   */
  constructor(
    socketClass: SocketClass = pageSocket(),
    address: Address = pageAddress(),
    services: C = standardServices as unknown as C,
    options: SnorkyOptions = {},
  ) {
    this.settings = settingsOf(options);
    this.outbox = new Outbox(this.settings.maxQueuedMessages, this.settings.maxQueuedCharacters);
    this.host = this.hostOf();
    this.server = new ServerService(this.host, {
      goingAway: (comeBackIn) => this.connection.stayAway(comeBackIn),
      tokenExpires: (expiresIn) => this.tokens?.expiresIn(expiresIn),
    });
    this.tokens = this.tokensOf();
    this.connection = new Connection(socketClass, this.addressed(address), this.settings, {
      opened: () => this.opened(),
      received: (text) => this.received(text),
      lost: (loss) => this.lost(loss),
      failed: (error) => this.report(error),
      quiet: () => this.server.probe(),
      doubted: (doubtful) => {
        for (const service of this.byName.values()) {
          service.onDoubt(doubtful);
        }
      },
    });
    for (const [name, serviceClass] of Object.entries(services)) {
      this.register(name, new serviceClass(name, this.host));
    }
    this.services = Object.fromEntries(this.byName) as Services<C>;
    this.connection.open();
  }

  /** Where the connection stands. */
  get state(): ConnectionState {
    return this.connection.state;
  }

  /** Whether there is a connection now. */
  get isConnected(): boolean {
    return this.connection.state === "connected";
  }

  /** Connects again after {@link disconnect}. */
  connect(): void {
    this.connection.open();
  }

  /** Closes the connection for good; calls that wait fail with `closed`. */
  disconnect(): void {
    this.connection.close();
    this.tokens?.lost(false);
    this.outbox.clear();
    this.tellLoss(new SnorkyError("closed", "The client was closed"));
  }

  /**
   * A list that stays equal to its query: fetches it with `X-Snorky: Subscribe` and follows its subscription
   * through lost connections, restarts and gaps. The promise gives the list as soon as it is fetched, and fails
   * if that fails; from then on the list cures itself.
   */
  live<Item = Record<string, Json>>(
    url: string,
    options: LiveOptions<Item> = {},
  ): Promise<LiveCollection<Item>> {
    return new LiveCollection<Item>(url, options, this.datasync(), this.host).open();
  }

  /** {@link Snorky.live} on one client of this page's own server, shared by all who call it here. */
  static live<Item = Record<string, Json>>(
    url: string,
    options: LiveOptions<Item> = {},
  ): Promise<LiveCollection<Item>> {
    shared ??= new Snorky();
    return shared.live(url, options);
  }

  private datasync(): DataSync {
    for (const service of this.byName.values()) {
      if (service instanceof DataSync) {
        return service;
      }
    }
    const service = new DataSync("datasync", this.host);
    this.register(service.name, service);
    return service;
  }

  private register(name: string, service: Service): void {
    this.byName.set(name, service);
    service.init();
  }

  private tokensOf(): Tokens | null {
    const { token } = this.settings;
    return token === undefined
      ? null
      : new Tokens(token, this.settings, {
          refresh: (fresh) => this.server.refresh(fresh),
          changed: () => this.connection.comeBack("Another identity"),
          failed: (error) => this.report(error),
        });
  }

  private addressed(address: Address): Address {
    const { tokens } = this;
    return tokens === null
      ? address
      : async () => tokens.address(typeof address === "string" ? address : address());
  }

  private hostOf(): ServiceHost {
    const client = this;
    const { clock, random, callTimeout, restartSpread } = this.settings;
    return {
      clock,
      random,
      callTimeout,
      restartSpread,
      get connected() {
        return client.isConnected;
      },
      get reachable() {
        return client.isConnected || (client.state === "connecting" && !client.everTried);
      },
      send: (service, message, sent) => client.send(service, message, sent),
      report: (error) => client.report(error),
    };
  }

  private send(service: string, message: unknown, sent: () => void = () => {}): Cancel {
    const text = JSON.stringify({ service, message });
    if (this.isConnected) {
      this.connection.send(text);
      sent();
      return () => {};
    }
    if (this.state === "closed") {
      throw new SnorkyError("closed", "The client is closed");
    }
    const withdraw = this.outbox.add(text, sent);
    if (withdraw === null) {
      throw new SnorkyError("queue_full", "Too much was sent while there is no connection");
    }
    return withdraw;
  }

  private opened(): void {
    this.everTried = true;
    this.debug("connected");
    for (const service of this.byName.values()) {
      service.onOpen();
    }
    this.outbox.drain((text) => this.connection.send(text));
    this.connected.dispatch();
  }

  private lost(loss: Loss): void {
    this.everTried = true;
    this.tokens?.lost(!loss.connected || loss.code === tokenExpired);
    this.debug("no connection", loss);
    this.tellLoss(new SnorkyError("connection_lost", "The connection was lost before the answer came"));
    if (loss.connected) {
      this.disconnected.dispatch(loss);
    }
  }

  private tellLoss(error: SnorkyError): void {
    this.server.onLoss(error);
    for (const service of this.byName.values()) {
      service.onLoss(error);
    }
  }

  private received(text: unknown): void {
    const envelope = parse(text);
    if (!isObject(envelope) || typeof envelope.service !== "string") {
      this.report(new SnorkyError("malformed_message", "A message came that is no envelope"));
      return;
    }
    const service = this.byName.get(envelope.service);
    if (service !== undefined) {
      service.onMessage(envelope.message as Json);
    } else if (envelope.service === "snorky") {
      this.server.onMessage(envelope.message as Json);
    } else {
      this.debug("message of a service this client does not have", envelope.service);
    }
  }

  private report(error: SnorkyError): void {
    if (this.errorOccurred.observed) {
      this.errorOccurred.dispatch(error);
    } else {
      reportToPage(error);
    }
  }

  private debug(...what: readonly unknown[]): void {
    if (this.settings.debug) {
      console.debug("Snorky:", ...what);
    }
  }
}

/** The client of {@link Snorky.live}. */
let shared: Snorky | null = null;

function parse(text: unknown): unknown {
  try {
    return typeof text === "string" ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
