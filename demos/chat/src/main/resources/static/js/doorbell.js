/**
 * How a person learns that somebody has begun a conversation with them: every open page has a name of its own, the
 * person's and a slash before the page's, and can be rung.
 */
export class Doorbell {
  #messaging;
  #name;

  /** @param rung told who rang */
  constructor(messaging, me, page, rung) {
    this.#messaging = messaging;
    this.#name = `${me}/${page}`;
    messaging.messageReceived.add(({ sender }) => rung(sender.slice(0, sender.lastIndexOf("/"))));
    this.#register();
  }

  /** Rings at all open pages of somebody. */
  async ring(person) {
    try {
      const names = await this.#messaging.listParticipants();
      const pages = names.filter((name) => name.startsWith(`${person}/`));
      await Promise.all(
        pages.map((dest) => this.#messaging.send({ sender: this.#name, dest, body: "conversation" })),
      );
    } catch {
      // Nobody is at home, or we are not: the conversation keeps what is said until they come.
    }
  }

  async #register() {
    try {
      await this.#messaging.registerParticipant({ name: this.#name });
    } catch (error) {
      if (error.code === "connection_lost") {
        await this.#register();
      }
    }
  }
}
