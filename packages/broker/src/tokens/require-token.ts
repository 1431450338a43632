import type { Scope } from "@keyhole/contract";
import type { MiddlewareHandler } from "hono";
import type { Admission } from "../admission/admission.ts";
import { chargeUpstream } from "../admission/charge-upstream.ts";
import { audienceOf } from "../base/audience.ts";
import type { CheckedConfig } from "../config/check-config.ts";
import { withinSite } from "../grants/rows.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import { setViewer } from "../http/broker-env.ts";
import { refuseProof, refuseToken } from "../http/refusals.ts";
import type { Sealer } from "../keys/sealer.ts";
import type { SubjectNames } from "../keys/subject-names.ts";
import { isRevoked, requireEnabled, type Switches } from "../switches/switches.ts";
import { type MintedToken, openAccessToken } from "./access-token.ts";
import type { FirstRequests } from "./first-request.ts";
import type { ProofMemory, RequireProof } from "./require-proof.ts";

/** What `requireToken` needs. */
export interface TokenGate {
  sealer: Sealer;
  config: Pick<CheckedConfig, "sites">;
  requireProof: RequireProof;
  firstRequests: Pick<FirstRequests, "take">;
  /** Proofs of reads; the state remembers those of everything else. */
  proofMemory: ProofMemory;
  now: () => number;
  admission: Admission;
  switches: Switches;
  subjectNames: SubjectNames;
  waitUntil: (work: Promise<unknown>) => void;
}

/**
 * Requires a token with the scope and a proof by the token's key (RFC 9449 section 7). A request that a token request
 * has brought along has both from there, and passes every other check.
 */
export function requireToken(gate: TokenGate, scope: Scope): MiddlewareHandler<BrokerEnv> {
  return async function checkToken(context, next) {
    const minted = gate.firstRequests.take(context.req.raw);
    const { token, sealed } =
      minted === undefined
        ? await openSent(gate.sealer, context.req.header("Authorization"))
        : { token: minted, sealed: null };

    const site = gate.config.sites.get(token.site);
    if (site === undefined) throw refuseToken("site");
    await setViewer(context, { site, subject: token.subject, subjectNames: gate.subjectNames });
    const proof = sealed === null ? null : await gate.requireProof(context, { site, accessToken: sealed });
    if (proof !== null && proof.thumbprint !== token.thumbprint) throw refuseToken("key");

    const { subject, origin, scopes } = token;
    // Before anything is counted: who is switched off costs nothing.
    const standing = await gate.switches.standingOf(site.id, subject);
    requireEnabled(standing);
    if (isRevoked(token.issuedAt, standing)) throw refuseToken("revoked");
    // Repeating a read does nothing new. Any other proof works once, across all isolates.
    const isRead = context.req.raw.method === "GET" || context.req.raw.method === "HEAD";
    await gate.admission.admitRequest(
      { site, subject, origin, scopes },
      { scope, origin: context.req.header("Origin"), proof: isRead ? null : proof },
    );
    // RFC 9449 section 11.1. Remembered last, so that only admitted requests take up memory.
    if (isRead && proof !== null && !gate.proofMemory.remember(proof, gate.now()))
      throw refuseProof("replayed");
    const rows = withinSite(token.rows, site.agents);
    const { revokedMs } = standing;
    context.set("access", { site, subject, audience: audienceOf(subject), origin, scopes, rows, revokedMs });
    await next();
    chargeUpstream(gate, context, "request");
  };
}

/** The token of a header, opened. */
async function openSent(
  sealer: Sealer,
  header: string | undefined,
): Promise<{ token: MintedToken; sealed: string }> {
  const sealed = readAuthorization(header);
  const opened = await openAccessToken(sealer, sealed);
  if (!opened.ok) throw refuseToken(opened.reason);
  return { token: opened.token, sealed };
}

/** RFC 9449 section 7.1: the scheme is `DPoP`, in any case. */
function readAuthorization(header: string | undefined): string {
  const match = /^DPoP +([A-Za-z0-9._~+/-]+=*)$/i.exec(header ?? "");
  if (match?.[1] !== undefined) return match[1];
  throw refuseToken(header === undefined || /^Bearer /i.test(header) ? "missing" : "malformed");
}
