import { unstable_readConfig } from "wrangler";

/** Runs wrangler, and tells how it ended and what it printed. */
export type RunWrangler = (args: readonly string[]) => { status: number | null; output: string };

/** What Cloudflare answers where a queue of that name exists. */
const EXISTS = /already (?:exists|taken)|\b11009\b/i;

/**
 * Creates the queues that a wrangler config names and that the account lacks: `wrangler deploy` fails without them.
 * Returns what went wrong.
 */
export function createQueues(configFile: string, run: RunWrangler): string[] {
  const { queues } = unstable_readConfig({ config: configFile }, { hideWarnings: true });
  const named = [...(queues.producers ?? []), ...(queues.consumers ?? [])].flatMap(
    ({ queue }) => queue ?? [],
  );
  return [...new Set(named)].flatMap((name) => {
    const { status, output } = run(["queues", "create", name]);
    return status === 0 || EXISTS.test(output)
      ? []
      : [`The queue ${name} could not be created.\n\n${output}`];
  });
}
