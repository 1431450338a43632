import { createJwks } from "../assertions/jwks.ts";
import type { Site } from "../config/check-site.ts";
import { type AccessSignIn, createAccessSignIn } from "./access-sign-in.ts";
import { createOidcSignIn, type OidcSignIn, type OidcSurroundings } from "./oidc-sign-in.ts";

/** Who signs the members of each site in, by the site's id. */
export type SignIns = ReadonlyMap<string, AccessSignIn | OidcSignIn>;

/** Creates the sign-in of every site whose members have the broker's own. */
export function createSignIns(sites: ReadonlyMap<string, Site>, surroundings: OidcSurroundings): SignIns {
  const { fetch, now } = surroundings;
  const signIns = new Map<string, AccessSignIn | OidcSignIn>();
  for (const [id, { members }] of sites) {
    if (members?.verifier.kind !== "signIn") continue;
    const { verifier } = members;
    const { provider } = verifier;
    signIns.set(
      id,
      provider.kind === "oidc"
        ? createOidcSignIn(verifier, provider, surroundings)
        : createAccessSignIn(verifier, provider, {
            keys: createJwks(`${provider.issuer}/cdn-cgi/access/certs`, fetch, now),
            now,
          }),
    );
  }
  return signIns;
}
