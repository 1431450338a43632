import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { liveReleases } from "./live-releases.ts";
import { lostReleases, parseReleaseList } from "./release-list.ts";

export interface Deployment {
  /** Folder of the elements: `dist` is what goes out, `releases` what is kept. */
  elements: string;
  /** Where the broker is deployed. */
  publicUrl: string;
  /** Nothing goes out, so nothing has to be kept. */
  isDryRun?: boolean;
  /** A host without an address means that nothing is deployed, and not that this machine is offline. */
  isFirst?: boolean;
  fetch?: typeof globalThis.fetch;
}

/**
 * Why the elements may not be deployed as they are built, a line each. Workers' static assets are
 * replaced as a whole: what is not in the build is gone, and pages that name it break.
 */
export async function deployFaults({
  elements,
  publicUrl,
  isDryRun = false,
  isFirst = false,
  fetch,
}: Deployment): Promise<string[]> {
  const built = parseReleaseList(readFileSync(join(elements, "dist", "keyhole", "manifest.json"), "utf8"));
  // Once it is out it is cached for a year, so it must be one that the next build takes along.
  const unkept = [...built.keys()].filter(
    (version) => !isDryRun && !existsSync(join(elements, "releases", version)),
  );
  const faults = unkept.map(
    (version) =>
      `${version} is not released: run npx -y pnpm@12 --filter @keyhole/elements run release, and commit what it writes.`,
  );
  return [
    ...faults,
    ...lostReleases(await liveReleases(publicUrl, { isFirst, ...(fetch && { fetch }) }), built),
  ];
}
