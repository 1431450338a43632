/** Where a request arrives. */
export interface Located {
  /** The broker's address as the request has it: origin and path, without a slash at its end. */
  address: string;
  /** The path below that address, as sent. */
  path: string;
}

/** Splits the URL of a request. */
export type Locate = (url: URL) => Located;

const METADATA_PATH = "/.well-known/oauth-authorization-server";

/** How the broker's own paths begin. What may stand before them is what `publicUrls` accept. */
const OWN =
  "/(?:v1(?:/|$)|\\.well-known/oauth-authorization-server|keyhole\\.js|keyhole/(?:\\d|manifest\\.json|errors\\.html|admin\\.js))";
const OWN_PATH = new RegExp(`^${OWN}`);
const BELOW_ANOTHER_PATH = new RegExp(`^((?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+?)(${OWN}.*)$`);

/**
 * A broker may live below a path: its routes then begin behind it. The longest path of `publicUrls` counts,
 * first those of the request's own origin. Of a path that is not listed the broker's own part is found all
 * the same, so that a page can read that the address is wrong.
 */
export function createLocate(publicUrls: readonly string[]): Locate {
  const bases = publicUrls
    .map((own) => ({ origin: new URL(own).origin, path: new URL(own).pathname.replace(/\/$/, "") }))
    .toSorted((one, other) => other.path.length - one.path.length);
  return function locate({ origin, pathname }) {
    const ownBases = bases.filter((base) => base.origin === origin);
    // RFC 8414 section 3.1: the issuer's path comes last.
    const described = ownBases.find(({ path }) => path !== "" && pathname === `${METADATA_PATH}${path}`);
    if (described !== undefined) return { address: `${origin}${described.path}`, path: METADATA_PATH };
    const base = [...ownBases, ...bases].find(
      ({ path }) => pathname === path || pathname.startsWith(`${path}/`),
    );
    const path = pathname.slice(base?.path.length ?? 0) || "/";
    const address = `${origin}${base?.path ?? ""}`;
    if (OWN_PATH.test(path)) return { address, path };
    const [, before = "", own = path] = BELOW_ANOTHER_PATH.exec(path) ?? [];
    return { address: `${address}${before}`, path: own };
  };
}
