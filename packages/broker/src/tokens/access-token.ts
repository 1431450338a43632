import { isScope, type Scope } from "@keyhole/contract";
import * as v from "valibot";
import { isPlainObject } from "../config/shapes.ts";
import type { Rows } from "../grants/rows.ts";
import type { Keyring } from "../keys/keyring.ts";
import { seal, unseal } from "../keys/seal.ts";

/** What a token says, once it is open. */
export interface AccessToken {
  site: string;
  /** `visitor:<stamp>` or `member:<sub>`. */
  subject: string;
  /** The page's origin that asked for the token. */
  origin: string;
  scopes: Scope[];
  rows: Rows;
  /** RFC 7638 thumbprint of the key that must sign each proof. */
  thumbprint: string;
}

export interface SealOptions {
  keyring: Keyring;
  /** `iss` and `aud`: the broker's public origin. */
  issuer: string;
  now: number;
  lifetimeSeconds: number;
}

/** Not `v.record`, which drops keys such as `constructor`: a filter that is dropped opens what it shut. */
const metadataSchema = v.custom<Record<string, string>>(
  (value) => isPlainObject(value) && Object.values(value).every((item) => typeof item === "string"),
);

const rowsSchema = v.strictObject({
  agents: v.optional(v.array(v.string())),
  metadata: v.optional(metadataSchema),
  from: v.optional(v.string()),
  to: v.optional(v.string()),
});

const claimsSchema = v.object({
  sub: v.string(),
  client_id: v.string(),
  origin: v.string(),
  scope: v.string(),
  rows: rowsSchema,
  cnf: v.object({ jkt: v.string() }),
});

/** Seals an access token: opaque to the page, bound to its key, its origin and its rows. */
export function sealAccessToken(token: AccessToken, options: SealOptions): Promise<string> {
  const iat = Math.floor(options.now / 1000);
  return seal(options.keyring, "token", {
    iss: options.issuer,
    aud: options.issuer,
    sub: token.subject,
    client_id: token.site,
    origin: token.origin,
    scope: token.scopes.join(" "),
    rows: { ...token.rows },
    iat,
    exp: iat + options.lifetimeSeconds,
    jti: crypto.randomUUID(),
    cnf: { jkt: token.thumbprint },
  });
}

/** Opens an access token that this broker sealed and that has not expired. */
export async function openAccessToken(
  sealed: string,
  options: Pick<SealOptions, "keyring" | "issuer" | "now">,
): Promise<{ ok: true; token: AccessToken } | { ok: false; reason: "expired" | "invalid" }> {
  const { keyring, issuer, now } = options;
  const opened = await unseal(keyring, "token", sealed, { issuer, audience: issuer, now });
  if (!opened.ok) return opened;
  const parsed = v.safeParse(claimsSchema, opened.claims);
  if (!parsed.success) return { ok: false, reason: "invalid" };
  const { sub, client_id, origin, scope, rows, cnf } = parsed.output;
  const scopes = scope.split(" ").filter(isScope);
  return {
    ok: true,
    token: { site: client_id, subject: sub, origin, scopes, rows: rows as Rows, thumbprint: cnf.jkt },
  };
}
