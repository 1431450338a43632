import type { Scope } from "@keyhole/contract";
import { RENEW_MIN_MS, RENEW_PAUSE_MS, RENEW_SHARE, TOKEN_MARGIN_MS } from "./limits.ts";
import type { PageKey } from "./page-key.ts";
import type { TokenGrant } from "./parse-token.ts";
import type { SessionDeps } from "./session-deps.ts";

/** A token in memory, with the key that it is bound to. */
export interface Token {
  readonly value: string;
  readonly key: PageKey;
  readonly scopes: readonly Scope[];
  /** False where it has expired, or could on its way. */
  usable(): boolean;
  /** Milliseconds until it should be renewed; zero or less when it should be now. */
  dueInMs(): number;
  /** Renewal has failed: no other before this pause. */
  postpone(ms: number): void;
}

/**
 * Starts a token's clock, which must be done before it is asked for, so that it never seems
 * younger than it is. Its age is what has passed since, by the wall clock or by the monotonic one,
 * whichever is further: the first may be set back, the second may stop in sleep. It never goes down.
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
      dueInMs: () => renewAtMs - age(),
      postpone(ms) {
        renewAtMs = age() + ms;
      },
    };
  };
}
