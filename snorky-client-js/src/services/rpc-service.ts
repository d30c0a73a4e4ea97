import { errorFrom, SnorkyError } from "../errors.js";
import { isObject, type Json, type JsonObject } from "../json.js";
import { Signal } from "../signal.js";
import { Calls, type Reply } from "./calls.js";
import { Service } from "./service.js";

/** A message of a service that answers no call. */
export type Notification = JsonObject & { readonly type: string };

/** A method made by {@link RPCService.addRPCMethods}. */
export type RPCMethod = (params?: JsonObject) => Promise<Json>;

/** A class of RPC services that has gained methods. */
export type WithRPCMethods<C extends typeof RPCService, M extends string> = Omit<C, never> &
  (new (
    ...args: ConstructorParameters<C>
  ) => InstanceType<C> & Record<M, RPCMethod>);

/**
 * A service of commands that are answered, and of notifications.
 *
 * A call's promise settles exactly once: with the answer's data, or with a {@link SnorkyError} that carries the
 * server's code and text, or with `connection_lost` if the connection went while the answer was awaited.
 */
export class RPCService extends Service {
  /** Every notification of this service. */
  readonly notificationReceived = new Signal<[Notification]>((error) => this.host.report(error));

  private readonly calls = new Calls();

  /** Calls a command of the service. */
  call(command: string, params: JsonObject = {}): Promise<Json> {
    return new Promise((resolve, reject) => {
      this.invoke(command, params, { resolve: (data) => resolve(data as Json), reject });
    });
  }

  /**
   * Calls a command and hears of the answer inside its delivery, not a promise later: for those who must know
   * which notifications came before it.
   */
  protected invoke(command: string, params: JsonObject, reply: Reply): void {
    const callId = this.calls.add(reply);
    try {
      const withdraw = this.host.send(this.name, { command, params, callId }, () => this.calls.sent(callId));
      const { callTimeout } = this.host;
      const cancelTimeout =
        callTimeout > 0
          ? this.host.clock.schedule(callTimeout, () => this.expire(callId, command))
          : () => {};
      this.calls.onEnd(callId, () => {
        withdraw();
        cancelTimeout();
      });
    } catch (error) {
      this.calls.take(callId)?.reject(error);
    }
  }

  private expire(callId: number, command: string): void {
    this.calls
      .take(callId)
      ?.reject(new SnorkyError("timeout", `No answer to ${this.name}.${command} in time`));
  }

  override onMessage(message: Json): void {
    if (!isObject(message) || typeof message.type !== "string") {
      this.host.report(new SnorkyError("malformed_message", `Not an RPC message from "${this.name}"`));
    } else if (message.type === "response") {
      this.calls.take(message.callId)?.resolve(message.data ?? null);
    } else if (message.type === "error") {
      const error = errorFrom(message);
      const reply = this.calls.take(message.callId);
      if (reply !== undefined) {
        reply.reject(error);
      } else if (message.callId === undefined) {
        this.host.report(error);
      }
    } else {
      const notification = message as Notification;
      this.onNotification(notification);
      this.notificationReceived.dispatch(notification);
    }
  }

  /** Takes one notification; override it to give notifications a meaning. */
  onNotification(_notification: Notification): void {}

  override onLoss(error: SnorkyError): void {
    this.calls.fail(error, error.code === "closed");
  }

  /**
   * Gives the class a method for each of these commands; a method takes the parameters as one object and
   * returns a promise. Throws rather than overwrite a method that is there.
   */
  static addRPCMethods<C extends typeof RPCService, const M extends string>(
    this: C,
    methods: readonly M[],
  ): WithRPCMethods<C, M> {
    for (const method of methods) {
      if (method in this.prototype) {
        throw new Error(`Method "${method}" already exists in the class. Refusing to overwrite it.`);
      }
      Object.defineProperty(this.prototype, method, {
        configurable: true,
        writable: true,
        value(this: RPCService, params?: JsonObject) {
          return this.call(method, params);
        },
      });
    }
    return this as never;
  }

  /**
   * A subclass with these members, for those who write no `class`: `init` is called at construction, and
   * `onNotification` for every notification.
   */
  static extend<C extends typeof RPCService, P extends object>(
    this: C,
    members: P & ThisType<InstanceType<C> & P>,
  ): C & (new (...args: ConstructorParameters<C>) => InstanceType<C> & P) {
    const Base = this as typeof RPCService;
    const Extended = class extends Base {};
    Object.defineProperties(Extended.prototype, Object.getOwnPropertyDescriptors(members));
    return Extended as never;
  }
}
