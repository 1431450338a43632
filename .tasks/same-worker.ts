import { isDeepStrictEqual } from "node:util";

/** What an owner's Worker may have of its own; all else must be as in apps/edge. */
const OWN_KEYS = ["$schema", "name", "main", "alias", "observability", "vars", "routes"];

/**
 * Compares the wrangler configs (JSONC) of apps/edge and of the demo, so that the demo runs what people
 * deploy. Empty when all is well.
 */
export function workerDifferences(edgeText: string, demoText: string): string[] {
  const edge = shared(edgeText);
  const demo = shared(demoText);
  return [...new Set([...Object.keys(edge), ...Object.keys(demo)])]
    .filter((key) => !isDeepStrictEqual(edge[key], demo[key]))
    .map((key) => `"${key}" differs: ${JSON.stringify(edge[key])} and ${JSON.stringify(demo[key])}`);
}

function shared(text: string): Record<string, unknown> {
  const config = JSON.parse(text.replace(/^\s*\/\/.*$/gm, "")) as Record<string, unknown>;
  for (const key of OWN_KEYS) delete config[key];
  // Of the account, not of the Worker: two that share one would share its counters.
  if (Array.isArray(config.ratelimits)) {
    config.ratelimits = config.ratelimits.map((limit) => ({ ...limit, namespace_id: null }));
  }
  // The same folder, seen from two places.
  const { assets } = config;
  if (typeof assets === "object" && assets !== null && "directory" in assets) {
    config.assets = { ...assets, directory: String(assets.directory).replace(/^(\.\.\/)+/, "") };
  }
  return config;
}
