import type { Site } from "./check-site.ts";
import { ConfigError } from "./config-error.ts";

/** Two sites that verify with the same key and audience could not tell their members apart. */
export function checkVerifierOverlap(sites: ReadonlyMap<string, Site>): void {
  const seen = new Map<string, string>();
  for (const [id, site] of sites) {
    if (site.members === null) continue;
    const { keySource, audience } = site.members.verifier;
    // The same PEM may be wrapped in another way.
    const key = keySource.kind === "publicKey" ? keySource.pem.replace(/\s/g, "") : keySource;
    const identity = JSON.stringify([key, audience]);
    const other = seen.get(identity);
    if (other !== undefined) {
      throw new ConfigError(
        `sites.${id}.members.verify.audience`,
        `wants another audience than sites.${other}, which has the same key: an assertion for one would open the other`,
      );
    }
    seen.set(identity, id);
  }
}
