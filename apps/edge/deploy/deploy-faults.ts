import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { liveReleases, lostReleases, parseReleaseList } from "create-keyhole";

export interface Deployment {
  /** Folder of the elements: `dist` is deployed, `releases` is kept. */
  elements: string;
  /** Address of the deployed broker. */
  publicUrl: string;
  /** True if nothing is deployed, so that nothing must be kept. */
  isDryRun?: boolean;
  /** True if a host without an address means that nothing is deployed yet, not that this machine is offline. */
  isFirst?: boolean;
  fetch?: typeof globalThis.fetch;
}

/**
 * Reasons not to deploy the elements as built, one per line. A deployment replaces all static assets of a
 * Worker: releases that the build lacks are gone, and pages that name them break.
 */
export async function deployFaults({
  elements,
  publicUrl,
  isDryRun = false,
  isFirst = false,
  fetch,
}: Deployment): Promise<string[]> {
  const built = parseReleaseList(readFileSync(join(elements, "dist", "keyhole", "manifest.json"), "utf8"));
  // A deployed release is cached for a year, so the next build must include it.
  const unkept = [...built.keys()].filter(
    (version) => !isDryRun && !existsSync(join(elements, "releases", version)),
  );
  const faults = unkept.map(
    (version) =>
      `${version} is not released: run npx -y pnpm@12 --filter @keyhole/elements run release, and commit what it writes.`,
  );
  return [
    ...faults,
    ...lostReleases(
      await liveReleases(publicUrl, { isFirst, ...(fetch && { fetch }) }),
      built,
      (version) => `packages/elements/releases/${version}`,
    ),
  ];
}
