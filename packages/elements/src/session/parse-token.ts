import { isScope, type Scope } from "@keyhole/contract";
import { TOKEN_BYTES, TOKEN_SECONDS } from "./limits.ts";

/** What a mint answered, checked. */
export interface TokenGrant {
  token: string;
  lifetimeMs: number;
  /** Scopes that this version does not know are left out. */
  scopes: readonly Scope[];
}

/** RFC 6749 section 5.1; undefined where it is not that, or of another token type. */
export function parseToken(body: unknown): TokenGrant | undefined {
  const raw = (body ?? {}) as Record<string, unknown>;
  const { access_token: token, token_type: type, expires_in: seconds, scope } = raw;
  if (typeof token !== "string" || token.length > TOKEN_BYTES || !/^[\x21-\x7e]+$/.test(token))
    return undefined;
  // RFC 6749 section 7.1: the type is compared without case.
  if (typeof type !== "string" || type.toLowerCase() !== "dpop") return undefined;
  if (typeof seconds !== "number" || !(seconds > 0) || typeof scope !== "string") return undefined;
  return {
    token,
    lifetimeMs: Math.min(seconds, TOKEN_SECONDS) * 1000,
    scopes: scope.split(" ").filter(isScope),
  };
}
