/** Options of the command. */
export interface DeployOptions {
  /** Builds and checks, but deploys and keeps nothing. */
  dryRun: boolean;
  /** Nothing is deployed yet, and the host has no address. */
  first: boolean;
}

/**
 * Reads the command line. Throws a `TypeError` for unknown options: `--name` or `--env` of wrangler would
 * deploy to a place whose releases were not checked. Such settings belong into `wrangler.jsonc`.
 */
export function readDeployOptions(args: readonly string[]): DeployOptions {
  const unknown = args.find((arg) => arg !== "--dry-run" && arg !== "--first");
  if (unknown !== undefined) {
    throw new TypeError(`deploy takes --dry-run and --first, and not ${unknown}: set it in wrangler.jsonc.`);
  }
  return { dryRun: args.includes("--dry-run"), first: args.includes("--first") };
}
