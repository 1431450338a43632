import { readWranglerConfig } from "../config/wrangler-config.ts";

/** Runs wrangler, and tells how it ended and what it printed. */
export type RunWrangler = (args: readonly string[]) => Promise<{ status: number | null; output: string }>;

/** What Cloudflare answers where a queue of that name exists. */
const EXISTS = /already (?:exists|taken)|\b11009\b/i;

/**
 * Creates the queues that a wrangler config names and that the account lacks: `wrangler deploy` fails without them.
 * Returns what went wrong.
 */
export async function createQueues(configFile: string, run: RunWrangler): Promise<string[]> {
  const { queues = {} } = readWranglerConfig(configFile);
  const { producers = [], consumers = [] } = queues;
  const names = new Set([...producers, ...consumers].flatMap(({ queue }) => queue ?? []));
  const faults: string[] = [];
  for (const name of names) {
    const { status, output } = await run(["queues", "create", name]);
    if (status !== 0 && !EXISTS.test(output))
      faults.push(`The queue ${name} could not be created.\n\n${output}`);
  }
  return faults;
}
