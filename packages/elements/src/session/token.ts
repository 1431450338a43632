import type { FirstAnswer } from "@keyhole/contract";
import {
  RENEW_MIN_MS,
  RENEW_PAUSE_MS,
  RENEW_SHARE,
  TOKEN_BYTES,
  TOKEN_MARGIN_MS,
  TOKEN_SECONDS,
} from "../base/limits.ts";
import type { SessionDeps } from "./deps.ts";
import type { PageKey } from "./dpop.ts";
import type { Arrived } from "./wire.ts";

/** A token in memory, with the key that it is bound to. */
export interface Token {
  readonly value: string;
  readonly key: PageKey;
  readonly scopes: readonly string[];
  /** False once it has expired or could expire on its way. */
  usable(): boolean;
  /** Milliseconds until it is no longer usable. */
  endsInMs(): number;
  /** Milliseconds until it should be renewed; zero or less means now. */
  dueInMs(): number;
  /** Delays the next renewal after a failed one. */
  postpone(ms: number): void;
}

/**
 * Starts a token's clock. Call it before the token is requested, so that the token never seems younger than it
 * is. The age is the time since then by the wall clock or the monotonic clock, whichever is greater: the first
 * may be set back, the second may stop in sleep. The age never decreases.
 */
export function startToken({ now, monotonic }: SessionDeps): (grant: TokenGrant, key: PageKey) => Token {
  const wall = now();
  const steady = monotonic();
  let ageMs = 0;
  const age = () => {
    ageMs = Math.max(ageMs, now() - wall, monotonic() - steady);
    return ageMs;
  };
  return ({ token, lifetimeMs, scopes }, key) => {
    const leftMs = Math.min(Math.max(lifetimeMs * RENEW_SHARE, RENEW_MIN_MS), lifetimeMs / 2);
    let renewAtMs = Math.max(lifetimeMs - leftMs, RENEW_PAUSE_MS);
    return {
      value: token,
      key,
      scopes,
      usable: () => age() < lifetimeMs - TOKEN_MARGIN_MS,
      endsInMs: () => lifetimeMs - TOKEN_MARGIN_MS - age(),
      dueInMs: () => renewAtMs - age(),
      postpone(ms) {
        renewAtMs = age() + ms;
      },
    };
  };
}

/** The checked answer of the token endpoint. */
export interface TokenGrant {
  token: string;
  lifetimeMs: number;
  /** Those that this version does not know included. */
  scopes: readonly string[];
  /** The answer to the request that went along, if there is one. */
  first?: Arrived | undefined;
}

/** Parses an RFC 6749 section 5.1 answer; undefined if it is none, or of another token type. */
export function parseToken(body: unknown): TokenGrant | undefined {
  const raw = (body ?? {}) as Record<string, unknown>;
  const { access_token: token, token_type: type, expires_in: seconds, scope } = raw;
  if (typeof token !== "string" || token.length > TOKEN_BYTES || !/^[\x21-\x7e]+$/.test(token))
    return undefined;
  // RFC 6749 section 7.1: the type is case-insensitive.
  if (typeof type !== "string" || type.toLowerCase() !== "dpop") return undefined;
  if (typeof seconds !== "number" || !(seconds > 0) || typeof scope !== "string") return undefined;
  return {
    token,
    lifetimeMs: Math.min(seconds, TOKEN_SECONDS) * 1000,
    scopes: scope.split(" "),
    first: parseFirst(raw.first),
  };
}

function parseFirst(value: unknown): Arrived | undefined {
  try {
    const { status, etag, body } = value as FirstAnswer;
    // Throws where the status or the tag is none.
    const response = new Response(null, { status: Number(status), headers: etag ? { ETag: etag } : {} });
    return body === undefined ? undefined : { response, body };
  } catch {
    return undefined;
  }
}
