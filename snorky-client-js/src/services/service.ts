import type { Cancel, Clock } from "../clock.js";
import type { SnorkyError } from "../errors.js";
import type { Json } from "../json.js";

/** What a service needs from the client it belongs to. */
export interface ServiceHost {
  readonly clock: Clock;
  readonly random: () => number;
  readonly callTimeout: number;
  /** Over how long clients spread what all of a server's clients must do at once, in milliseconds. */
  readonly restartSpread: number;
  /** Whether a message sent now would leave now. */
  readonly connected: boolean;
  /** Whether there is a connection, or the very first attempt is still under way. */
  readonly reachable: boolean;
  /**
   * Sends a message to the service of that name, or keeps it until there is a connection. `sent` is called
   * when it leaves; the returned function takes back a message that has not. Throws if there is no room or
   * the client is closed.
   */
  send(service: string, message: unknown, sent?: () => void): Cancel;
  /** Passes on an error nobody else can be told of. */
  report(error: SnorkyError): void;
}

/** The client's side of one named service: any JSON out, any JSON in. */
export class Service {
  constructor(
    readonly name: string,
    protected readonly host: ServiceHost,
  ) {}

  /** Called once, when the client has made the service; a place to set up for those who write no constructor. */
  init(): void {}

  /** Sends one message to the service. */
  sendMessage(message: Json): void {
    this.host.send(this.name, message);
  }

  /** Takes one message from the service. */
  onMessage(_message: Json): void {}

  /** Called when there is a connection, before anything that waited is sent. */
  onOpen(): void {}

  /** Called when this machine has slept and the connection may be gone, and again when it proves alive. */
  onDoubt(_doubtful: boolean): void {}

  /** Called when the connection was lost, an attempt failed, or the client was closed. */
  onLoss(_error: SnorkyError): void {}
}

/** A class of services, as handed to `new Snorky(…, {name: ServiceClass})`. */
export type ServiceClass<S extends Service = Service> = new (name: string, host: ServiceHost) => S;

/** Service classes by the name of the service. */
export type ServiceClasses = Readonly<Record<string, ServiceClass>>;

/** The services made from such classes. */
export type Services<C extends ServiceClasses> = { readonly [K in keyof C]: InstanceType<C[K]> };
