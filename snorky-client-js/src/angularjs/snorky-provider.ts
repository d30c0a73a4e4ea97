import type { ServiceClasses } from "../services/service.js";
import type { SnorkyOptions } from "../settings.js";
import { Snorky } from "../snorky.js";
import type { Address, SocketClass } from "../transport/socket.js";
import { AngularSnorky } from "./angular-snorky.js";
import type { Http, Injector, Q, Scope } from "./framework.js";

/** Where to connect; a function is asked before every attempt, and its parameters are injected. */
export type InjectableAddress =
  | string
  | ((...injected: never[]) => ReturnType<Exclude<Address, string>>)
  | readonly unknown[];

/** The provider `snorkyProvider`: says, while an application is configured, how `snorky` connects. */
export class SnorkyProvider {
  private socketClass: SocketClass | undefined;
  private address: InjectableAddress | undefined;
  private services: ServiceClasses | undefined;
  private options: SnorkyOptions | undefined;

  /** Makes the service `snorky`, which connects when it is first injected. */
  readonly $get: readonly unknown[] = [
    "$rootScope",
    "$q",
    "$http",
    "$injector",
    (rootScope: Scope, q: Q, $http: Http, injector: Injector) =>
      new AngularSnorky(this.client(injector), q, rootScope, $http),
  ];

  /**
   * Takes what `new Snorky(…)` takes; what is left out or undefined is the same as there: the page's WebSocket, `/ws`
   * of the page's server, and the standard services.
   */
  connect(
    socketClass?: SocketClass,
    address?: InjectableAddress,
    services?: ServiceClasses,
    options?: SnorkyOptions,
  ): this {
    this.socketClass = socketClass;
    this.address = address;
    this.services = services;
    this.options = options;
    return this;
  }

  private client(injector: Injector): Snorky<ServiceClasses> {
    const { address } = this;
    return new Snorky<ServiceClasses>(
      this.socketClass,
      address === undefined || typeof address === "string" ? address : () => injector.invoke(address),
      this.services,
      this.options,
    );
  }
}
