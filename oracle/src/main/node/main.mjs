// The host of clients: one JSON command a line on standard input, one JSON answer a line on standard output.
// It ends when standard input does, and so with whoever started it. Argument: the folder of snorky-client-js.
import { createInterface } from "node:readline";
import { Host } from "./host.mjs";

const host = await Host.of(process.argv[2]);

// A list that nobody listens to complains to its page; here, to the log.
process.on("uncaughtException", (error) => console.error(error));

const lines = createInterface({ input: process.stdin });
lines.on("line", async (line) => {
  const command = JSON.parse(line);
  let answer;
  try {
    answer = { n: command.n, is: (await host[command.do](command)) ?? null };
  } catch (error) {
    console.error(error);
    answer = { n: command.n, failed: String(error?.stack ?? error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
});
lines.on("close", () => process.exit(0));
