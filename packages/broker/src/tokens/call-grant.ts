import { GRANT_TIMEOUT_MS } from "../base/limits.ts";
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
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new GrantTimeout()), GRANT_TIMEOUT_MS);
  });
  try {
    returned = await Promise.race([(async () => members?.grant(claims))(), timeout]);
  } catch (error) {
    // Only the name: a message may quote claims.
    return {
      ok: false,
      fault: "threw",
      words: `threw ${error instanceof Error ? error.name : typeof error}`,
    };
  } finally {
    if (timer !== undefined) clearTimeout(timer);
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
