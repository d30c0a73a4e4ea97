import type { SnorkyError } from "../errors.js";
import { canonical, isObject, type Json, type JsonObject } from "../json.js";
import type { Reply } from "./calls.js";
import { Holdings, isCutOff } from "./holdings.js";
import type { ServiceHost } from "./service.js";

/** What enters a channel. */
export interface ChannelParams {
  readonly channel: Json;
  /**
   * Asks for the messages that the channel keeps: null for all of them, a position for all after it. They come as
   * if they were said now, oldest first, before the promise resolves.
   */
  readonly position?: string | null | undefined;
}

/** What the server answers to who asked for a channel's history; all of it absent where nobody asked. */
export interface HistoryAnswer<M> {
  /** Everything up to here has come. */
  readonly position?: string;
  /** The messages that were kept. Listeners have been told of them already. */
  readonly messages?: readonly M[];
  /** Whether that is everything after the position that was given. */
  readonly complete?: boolean;
}

/** What became of the channels when the connection came back, or where the server itself has lost messages. */
export interface Resubscription {
  /** The channels that are entered again; none where the connection was never away. */
  readonly channels: readonly Json[];
  /**
   * Those in which messages may have been missed: the channel keeps no history, or it no longer reaches back that
   * far, or servers that share it have lost sight of each other. In the others, all that was missed has come.
   */
  readonly gaps: readonly Json[];
  /** The channels that the server refused; for now, if they are retried, or for good. */
  readonly failed: readonly {
    readonly channel: Json;
    readonly error: SnorkyError;
    readonly retrying: boolean;
  }[];
}

/** A message of a channel. */
interface Message {
  readonly channel: Json;
  readonly position?: string;
}

/** The server has lost messages of a channel, or may have. */
export interface Gap {
  readonly channel: Json;
  /** What follows comes again. */
  readonly position?: string;
}

/** A channel that was entered, and how far its messages have come. */
interface Place<M> {
  readonly channel: Json;
  /** Undefined where the channel is not known to keep a history. */
  position: string | null | undefined;
  /** What came before the answer that carries the history, and so must wait behind it. */
  early: M[];
}

/** The service whose channels they are. */
export interface ChannelService<M> {
  readonly host: ServiceHost;
  readonly enter: string;
  readonly leave: string;
  /** The code for entering a channel that one is in. */
  readonly inAlready: string;
  /** The code for leaving a channel that one is not in. */
  readonly notIn: string;
  invoke(command: string, params: JsonObject, reply: Reply): void;
  deliver(message: M): void;
  returned(resubscription: Resubscription, answers: readonly unknown[]): void;
}

/**
 * The channels a service is in. A new connection enters them again, each from the last message that came, so that
 * its messages come exactly once and in order wherever the server keeps a history.
 */
export class Channels<M extends Message> {
  private readonly places: Holdings<Place<M>>;
  private readonly asking = new Map<string, Place<M>>();

  constructor(private readonly service: ChannelService<M>) {
    this.places = new Holdings<Place<M>>(service.host, {
      ask: (place, reply) => this.ask(place, paramsOf(place), reply),
      isHeldAlready: (error) => error.code === service.inAlready,
      told: (regained, refused) => {
        const gaps = regained.filter(({ answer }) => !isComplete(answer));
        service.returned(
          {
            channels: regained.map(({ held }) => held.channel),
            gaps: gaps.map(({ held }) => held.channel),
            failed: refused.map(({ held: { channel }, error, retrying }) => ({ channel, error, retrying })),
          },
          regained.map(({ answer }) => answer),
        );
      },
    });
  }

  /** Enters a channel, also across lost connections, until {@link leave}. */
  enter<A>(params: ChannelParams): Promise<A> {
    const place: Place<M> = { channel: params.channel, position: params.position, early: [] };
    return new Promise((resolve, reject) => {
      const reply = { resolve: (answer: unknown) => resolve(answer as A), reject };
      this.ask(place, params, reply, () => this.places.put(canonical(place.channel), place));
    });
  }

  /** Leaves a channel; where a lost connection has done so already, that is enough. */
  async leave(channel: Json): Promise<null> {
    const key = canonical(channel);
    const place = this.places.get(key);
    this.places.delete(key);
    if (place !== undefined && !this.service.host.connected) {
      return null;
    }
    try {
      await new Promise((resolve, reject) =>
        this.service.invoke(this.service.leave, { channel }, { resolve, reject }),
      );
    } catch (cause) {
      const error = cause as SnorkyError;
      if (place === undefined) {
        throw error;
      }
      if (!isCutOff(error) && error.code !== this.service.notIn) {
        this.places.put(key, place);
        throw error;
      }
    }
    return null;
  }

  /** Takes a message of one of the channels. */
  received(message: M): void {
    const asking = this.asking.get(canonical(message.channel));
    if (asking !== undefined) {
      asking.early.push(message);
    } else {
      this.deliver(message);
    }
  }

  /** Takes the word of the server that something is missing in one of the channels. */
  missed({ channel, position }: Gap): void {
    const place = this.places.get(canonical(channel));
    if (place?.position !== undefined && position !== undefined) {
      place.position = position;
    }
    this.service.returned({ channels: [], gaps: [channel], failed: [] }, []);
  }

  /** There is a connection. */
  opened(): void {
    this.places.restore();
  }

  /** There is none. */
  lost(): void {
    this.places.lost();
  }

  /** @param entered called first of all, inside the delivery of the answer */
  private ask(place: Place<M>, params: ChannelParams, reply: Reply, entered: () => void = () => {}): void {
    const key = canonical(place.channel);
    const answered = () => {
      if (this.asking.get(key) === place) {
        this.asking.delete(key);
      }
      return place.early.splice(0);
    };
    if (place.position !== undefined && !this.asking.has(key)) {
      this.asking.set(key, place);
    }
    this.service.invoke(this.service.enter, params as unknown as JsonObject, {
      resolve: (answer) => {
        entered();
        const early = answered();
        if (this.places.get(key) === place) {
          this.catchUp(place, isObject(answer) ? answer : {}, early);
        }
        reply.resolve(answer);
      },
      reject: (error) => {
        const early = answered();
        if (!isCutOff(error as SnorkyError)) {
          this.deliverAll(early);
        }
        reply.reject(error);
      },
    });
  }

  private catchUp(place: Place<M>, answer: HistoryAnswer<M>, early: readonly M[]): void {
    place.position = answer.position;
    for (const message of answer.messages ?? []) {
      this.service.deliver(message);
    }
    this.deliverAll(early);
  }

  private deliverAll(messages: readonly M[]): void {
    for (const message of messages) {
      this.deliver(message);
    }
  }

  private deliver(message: M): void {
    const place = this.places.get(canonical(message.channel));
    if (place !== undefined && typeof message.position === "string") {
      place.position = message.position;
    }
    this.service.deliver(message);
  }
}

function paramsOf({ channel, position }: ChannelParams): ChannelParams {
  return position === undefined ? { channel } : { channel, position };
}

function isComplete(answer: unknown): boolean {
  return isObject(answer) && answer.complete === true;
}
