/** What may stand behind the command. */
export interface DeployOptions {
  /** Builds and checks; nothing goes out, and nothing is kept. */
  dryRun: boolean;
  /** Nothing is deployed yet under an address that is not known either. */
  first: boolean;
}

/**
 * Reads the command line. Throws a `TypeError` for anything else: an option of wrangler such as `--name` or
 * `--env` would deploy to where nobody looked for releases. Such settings stand in `wrangler.jsonc`.
 */
export function readDeployOptions(args: readonly string[]): DeployOptions {
  const unknown = args.find((arg) => arg !== "--dry-run" && arg !== "--first");
  if (unknown !== undefined) {
    throw new TypeError(`deploy takes --dry-run and --first, and not ${unknown}: set it in wrangler.jsonc.`);
  }
  return { dryRun: args.includes("--dry-run"), first: args.includes("--first") };
}
