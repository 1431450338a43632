import { GRANT_TIMEOUT_MS } from "../base/limits/tokens.ts";
import { within } from "../base/within.ts";
import type { Site } from "../config/check-site.ts";
import type { AssertionClaims } from "../config/keyhole-config.ts";
import { type ParsedGrant, parseGrant } from "../grants/parse-grant.ts";

/** A grant, or why there is none, in words for the owner. */
export type CalledGrant =
  | { ok: true; grant: ParsedGrant }
  | { ok: false; fault: "threw" | "malformed"; words: string };

/** Its name stands in the log. */
class GrantTimeout extends Error {
  override readonly name = "TimeoutError";
}

/** Calls the grant function of a site that has members, and checks what it returns. */
export async function callGrant(
  { members, source }: Pick<Site, "members" | "source">,
  claims: AssertionClaims,
): Promise<CalledGrant> {
  const malformed = (words: string) => ({ ok: false, fault: "malformed", words }) as const;
  let returned: unknown;
  try {
    const given: unknown = members?.grant(claims);
    // Most functions wait for nothing, and a timer costs as much as they do.
    returned = isPromise(given)
      ? await within(GRANT_TIMEOUT_MS, Promise.resolve(given), () => new GrantTimeout())
      : given;
  } catch (error) {
    // Only the name: a message may quote claims.
    return {
      ok: false,
      fault: "threw",
      words: `threw ${error instanceof Error ? error.name : typeof error}`,
    };
  }
  const granted = parseGrant(returned);
  if (!granted.ok) return malformed(granted.reason);
  const { metadata } = granted.grant.rows;
  if (source === "cekura" && metadata !== undefined)
    return malformed("rows.metadata cannot be kept: lists of cekura carry no metadata");
  const rowKeys = members?.rowKeys ?? null;
  if (Object.keys(metadata ?? {}).some((key) => rowKeys !== null && !rowKeys.has(key)))
    return malformed("rows.metadata has a key that members.rowKeys does not list");
  return granted;
}

function isPromise(given: unknown): given is PromiseLike<unknown> {
  return typeof given === "object" && given !== null && "then" in given;
}
