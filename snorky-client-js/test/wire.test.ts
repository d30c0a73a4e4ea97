import { describe, expect, it } from "vitest";
import { Placeholders, requestIn, type Step, wireExamples } from "./support/wire.js";
import { WireClient } from "./support/wire-client.js";

/** Examples with something in them that this client never says: what it hears is tested all the same. */
const sayMoreThanWeCan = new Set([
  "unknownServiceWithoutCallIdIsAnsweredWithoutOne",
  "textThatIsNotJsonIsAnswered",
  "emptyTextIsAnswered",
  "cutOffJsonIsAnswered",
  "textAfterTheJsonIsAnswered",
  "jsonThatIsNoObjectIsAnswered",
  "envelopeWithoutServiceIsAnswered",
  "envelopeWhoseServiceIsNoTextIsAnswered",
  "envelopeWithoutMessageIsAnswered",
  "connectionWorksOnAfterMalformedInput",
  "malformedInputOfOneIsNotNoticedByAnother",
  "replyHasNoCallIdIfTheRequestHasNone",
  "failureHasNoCallIdIfTheRequestHasNone",
  "messageThatIsNoRequestFails",
  "requestWithoutCommandFails",
  "requestWhoseCommandIsNoTextFails",
]);

const topics = wireExamples();
const commandsByService = new Map<string, Set<string>>();
for (const { sends } of [...topics.values()].flat().flatMap(({ steps }) => steps)) {
  const request = requestIn(sends?.message);
  if (sends !== undefined && request !== null) {
    const commands = commandsByService.get(sends.service) ?? new Set();
    commandsByService.set(sends.service, commands.add(request.command));
  }
}

describe.each([...topics])("the wire examples of %s", (_topic, examples) => {
  const said = examples.filter(({ steps }) => steps.some(({ client }) => client !== undefined));

  it("are there", () => expect(examples.length).toBeGreaterThan(0));

  it.each(said.map(({ name, steps }) => [name, steps] as const))("%s", async (name, steps) => {
    const placeholders = new Placeholders();
    const clients = new Map<string, WireClient>();
    let unsayable = 0;
    for (const step of steps) {
      unsayable += await live(placeholders.fill(step), clients);
    }
    for (const client of clients.values()) {
      client.close();
    }
    expect(unsayable > 0).toBe(sayMoreThanWeCan.has(name));
  });
});

it("leaves out no other examples than the ones listed", () => {
  const names = [...topics.values()].flat().map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining([...sayMoreThanWeCan]));
});

/** Lives through one step; 1 if the client cannot say what it should, else 0. */
async function live(step: Step, clients: Map<string, WireClient>): Promise<number> {
  if (step.client === undefined) {
    return 0;
  }
  const client = clients.get(step.client) ?? new WireClient(commandsByService);
  clients.set(step.client, client);
  if (step.sends !== undefined) {
    const request = requestIn(step.sends.message);
    if (request === null) {
      return 1;
    }
    await client.sends(step.sends, request);
  } else if (step.gets !== undefined) {
    await client.gets(step.gets);
  } else if (step.disconnects) {
    await client.disconnects();
  }
  return step.sendsText === undefined ? 0 : 1;
}
