import { isScope, type Scope } from "@keyhole/contract";
import * as v from "valibot";
import { isPlainObject } from "../base/values.ts";
import type { Rows } from "../grants/rows.ts";
import type { Sealer } from "../keys/sealer.ts";

/** The claims of an opened token. */
export interface AccessToken {
  site: string;
  /** `visitor:<stamp>` or `member:<sub>`. */
  subject: string;
  /** Origin of the page that requested the token. */
  origin: string;
  scopes: Scope[];
  rows: Rows;
  /** Identifies the token, so that it can be revoked. */
  jti: string;
  /** Seconds since 1970, so that tokens issued before a moment can be revoked. */
  issuedAt: number;
  /** RFC 7638 thumbprint of the key that must sign each proof. */
  thumbprint: string;
}

/** A token that this request has minted: what opening it would tell. */
export type MintedToken = Omit<AccessToken, "jti">;

/** A token before sealing, which adds its id and date. */
export type NewAccessToken = Omit<AccessToken, "jti" | "issuedAt">;

/** Not `v.record`, which drops keys such as `constructor`: dropping a filter opens what it closed. */
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
  jti: v.string(),
  iat: v.number(),
});

/** Seals an access token: opaque to the page, bound to its key, its origin and its rows. */
export function sealAccessToken(sealer: Sealer, token: NewAccessToken, expiresAtMs: number): Promise<string> {
  const claims = {
    sub: token.subject,
    client_id: token.site,
    origin: token.origin,
    scope: token.scopes.join(" "),
    rows: { ...token.rows },
    jti: crypto.randomUUID(),
    cnf: { jkt: token.thumbprint },
  };
  return sealer.seal("token", claims, { expiresAtMs });
}

/** Opens an access token that this broker sealed and that has not expired. */
export async function openAccessToken(
  sealer: Sealer,
  sealed: string,
): Promise<{ ok: true; token: AccessToken } | { ok: false; reason: "expired" | "invalid" }> {
  const opened = await sealer.open("token", sealed);
  if (!opened.ok) return opened;
  const parsed = v.safeParse(claimsSchema, opened.claims);
  if (!parsed.success) return { ok: false, reason: "invalid" };
  const { sub, client_id, origin, scope, rows, cnf, jti, iat } = parsed.output;
  const scopes = scope.split(" ").filter(isScope);
  return {
    ok: true,
    token: {
      site: client_id,
      subject: sub,
      origin,
      scopes,
      rows: rows as Rows,
      jti,
      issuedAt: iat,
      thumbprint: cnf.jkt,
    },
  };
}
