import type { Json } from "../json.js";
import { type Notification, RPCService } from "./rpc-service.js";
import type { ServiceHost } from "./service.js";

/** Who acts on what the server says in its own name. */
export interface ServerEvents {
  /** The server goes away, and asks to come back after this long and not before. */
  goingAway(comeBackIn: number): void;
  /** The client's token is good for this long. */
  tokenExpires(expiresIn: number): void;
}

/** The service `snorky`, in which client and server speak of the connection itself. */
export class ServerService extends RPCService {
  constructor(
    host: ServiceHost,
    private readonly events: ServerEvents,
  ) {
    super("snorky", host);
  }

  /** Asks for a sign of life. Any answer is one, also the failure of a server that has no such service. */
  probe(): void {
    this.invoke("ping", {}, { resolve: () => {}, reject: () => {} });
  }

  /** Shows a new token, and gives how long it is good, or null for ever. */
  async refresh(token: string): Promise<number | null> {
    const answer = (await this.call("refresh", { token })) as { readonly expiresIn?: Json } | null;
    return duration(answer?.expiresIn);
  }

  override onNotification({ type, comeBackIn, expiresIn }: Notification): void {
    const absence = duration(comeBackIn);
    const time = duration(expiresIn);
    if (type === "goingAway" && absence !== null) {
      this.events.goingAway(absence);
    } else if (type === "token" && time !== null) {
      this.events.tokenExpires(time);
    }
  }
}

function duration(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
