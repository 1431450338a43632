import type { Scope } from "@keyhole/contract";
import {
  type AdminFault,
  type AssertionFault,
  type LimitFault,
  type OriginFault,
  type ProofFault,
  Refusal,
  type RefusalReason,
  type TokenFault,
  type WebhookFault,
} from "./refusal.ts";

export const UNAVAILABLE_RETRY_SECONDS = 5;

/**
 * Says what is wrong with a proof, and adds the broker's time if the clock is off. `about` is the address
 * of a proof made for another, and says for the owner what is malformed.
 */
export function refuseProof(fault: ProofFault, about = ""): Refusal {
  const options = { reason: `proof: ${fault}` } as const;
  switch (fault) {
    case "missing":
      return new Refusal("proof_invalid", "Send a DPoP proof in the header DPoP.", options);
    case "malformed":
      return new Refusal(
        "proof_invalid",
        "The DPoP proof needs typ dpop+jwt, alg ES256, a public jwk, and htm, htu, iat and jti.",
        about === "" ? options : { ...options, ownerDetail: about },
      );
    case "method":
      return new Refusal("proof_invalid", "The DPoP proof was made for another method.", options);
    case "uri":
      return new Refusal("proof_invalid", "The DPoP proof was made for another URL than this one.", options);
    case "address":
      return new Refusal(
        "proof_invalid",
        `The DPoP proof was made for ${printable(about)}, which is not in the config's publicUrls; the owner of this broker can add it there.`,
        { ...options, ownerDetail: lacksAddress(about) },
      );
    case "time":
      return new Refusal(
        "proof_invalid",
        "The DPoP proof's iat is off by more than 60 s: set the clock by serverTime.",
        { ...options, tellsTime: true },
      );
    case "replayed":
      return new Refusal(
        "proof_invalid",
        "The DPoP proof was used before: make a new one for each request.",
        options,
      );
    case "nonce":
      return new Refusal(
        "nonce_required",
        "The DPoP proof needs the nonce of the header DPoP-Nonce.",
        options,
      );
    case "token":
      return new Refusal("proof_invalid", "The DPoP proof needs ath, the hash of the access token.", options);
  }
}

/** Tells the page whether to request a new token, but not which check failed. */
export function refuseToken(fault: TokenFault): Refusal {
  const options = { reason: `token: ${fault}` } as const;
  switch (fault) {
    case "missing":
      return new Refusal(
        "token_missing",
        "Send the access token as Authorization: DPoP <token>, with a DPoP proof.",
        options,
      );
    case "expired":
      return new Refusal("token_expired", "The access token has expired: request a new one.", options);
    case "revoked":
      return new Refusal(
        "token_revoked",
        "The owner has revoked the access token: reload the page, or sign in again.",
        options,
      );
    case "malformed":
    case "invalid":
    case "site":
    case "key":
      return new Refusal(
        "token_invalid",
        "This broker did not issue the access token to this key: request a new one.",
        { ...options, ownerDetail: INVALID_TOKEN[fault] },
      );
  }
}

const INVALID_TOKEN = {
  malformed: "Authorization: expects DPoP and one access token",
  invalid:
    "access token: was sealed under another KEYHOLE_SECRET, for another publicUrls[0], before yesterday, or not here",
  site: "sites: lacks the site that the access token was issued for",
  key: "proof: is signed by another key than the one that the access token is bound to",
};

/** `ownerDetail` names the claim and the setting, for the log alone. */
export function refuseAssertion(fault: AssertionFault, ownerDetail: string): Refusal {
  const options = { reason: `assertion: ${fault}`, ownerDetail } as const;
  switch (fault) {
    case "expired":
      return new Refusal("assertion_expired", "The assertion has expired: sign a new one.", options);
    case "invalid":
      return new Refusal(
        "assertion_invalid",
        "The assertion does not verify: compare its signature, iss, aud, exp and sub with the site's config.",
        options,
      );
    case "reused":
      return new Refusal(
        "assertion_reused",
        "The assertion belongs to another key: sign a new one for this page.",
        options,
      );
    case "key_unavailable":
      return new Refusal(
        "upstream_unavailable",
        "The keys that verify assertions could not be fetched: try again.",
        { ...options, retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS },
      );
  }
}

/** Refuses because the answer would come too late. `late` says what did not answer. */
export function refuseLate(late: "state" | "request"): Refusal {
  return new Refusal("upstream_unavailable", "This takes too long just now: try again in a moment.", {
    reason: `late: ${late}`,
    retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS,
  });
}

/**
 * Refuses because a Durable Object threw: it is overloaded, moves, or has a bug. Of its error only the name and the
 * platform's flags are logged.
 */
export function refuseState(binding: string, error: unknown): Refusal {
  const { overloaded, retryable } = (error ?? {}) as { overloaded?: unknown; retryable?: unknown };
  const flags = [overloaded === true && "overloaded", retryable === true && "retryable"].filter(Boolean);
  const name = error instanceof Error ? error.name : typeof error;
  return new Refusal("upstream_unavailable", "The broker is busy just now: try again in a moment.", {
    reason: "state: failed",
    ownerDetail: `${binding}: an object threw ${[name, ...flags].join(", ")}`,
    retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS,
  });
}

/** Says that a limit is reached, and how long to wait. `setting` is its name in the config or the Worker. */
export function refuseLimit(fault: LimitFault, retryAfterSeconds: number, setting: string): Refusal {
  const detail = {
    address: "Too many requests from here: wait a moment.",
    site_flood: "Too many requests from here: wait a moment.",
    site: "Too many requests for this site: retry after retryAfterSeconds.",
    viewer: "Too many requests: retry after retryAfterSeconds.",
  }[fault];
  const ownerDetail = `${setting}: is reached`;
  return new Refusal("rate_limited", detail, { reason: `limit: ${fault}`, ownerDetail, retryAfterSeconds });
}

/** Refuses whoever does not send the owner's secret: alike at every address below `/v1/admin`. */
export function refuseAdmin(fault: AdminFault): Refusal {
  return new Refusal("token_invalid", "Send the admin secret in the header Authorization, as Bearer.", {
    reason: `admin: ${fault}`,
    ownerDetail: `KEYHOLE_ADMIN_SECRET: is ${fault === "missing" ? "not sent" : "not what was sent"}`,
    challenge: "Bearer",
  });
}

/** Refuses a webhook alike whatever is wrong, so that nobody learns which sites there are. `site` is for the log. */
export function refuseWebhook(fault: WebhookFault, site = "<site>"): Refusal {
  const bridge = `sites.${site}.bridge`;
  const ownerDetail = {
    signature: `${bridge}.webhookSecrets: lacks the secret that signed the message, or the message was changed`,
    time: `${bridge}: the message is older than 5 minutes, or from the future`,
    secret: `${bridge}.cekuraWebhookSecret: is not what was sent`,
    site: `${bridge}: is not set for the site of the address, or there is no such site`,
  }[fault];
  return new Refusal("token_invalid", "The message is not signed with a secret of this address.", {
    reason: `webhook: ${fault}`,
    ownerDetail,
    challenge: null,
  });
}

/** Names the refused origin, and none of the allowed ones. `fault` tells the owner which check refused it. */
export function refuseOrigin(
  origin: string | undefined,
  site: string,
  fault: Exclude<OriginFault, "missing"> = "foreign",
): Refusal {
  if (origin === undefined) {
    return new Refusal("origin_not_allowed", "The request has no Origin: ask from a page of the site.", {
      reason: "origin: missing",
    });
  }
  const detail = `The origin ${printable(origin)} may not show this site's calls; its owner can add it to the site's origins.`;
  return new Refusal("origin_not_allowed", detail, {
    reason: `origin: ${fault}`,
    ownerDetail:
      fault === "foreign"
        ? `sites.${site}.origins: lacks ${printable(origin)}`
        : `Origin: ${printable(origin)} is not where the credential was issued to`,
  });
}

/** Refuses a scope that the holder of a credential lacks. */
export function refuseScope(scope: Scope): Refusal {
  return new Refusal(
    "scope_missing",
    `This needs the scope ${scope}, which the site does not grant to this viewer.`,
    { reason: "scope: missing" },
  );
}

/** Names for the owner an address that pages use and that the config does not list. */
export function lacksAddress(address: string): string {
  return `publicUrls: lacks ${printable(address)}, by which a page asks; requests there are refused`;
}

/** A text of a request in the characters that RFC 6749 section 5.2 allows in a description. */
export function printable(origin: string): string {
  return origin.slice(0, 200).replace(/[^\x21\x23-\x5b\x5d-\x7e]/g, "?");
}

/** Refuses a call that does not exist and one outside the grant alike, so that nobody can tell them apart. */
export function refuseCall(reason: RefusalReason, ownerDetail?: string): Refusal {
  return new Refusal("not_found", "There is no such call here.", withOwnerDetail(reason, ownerDetail));
}

/** Refuses a recording that does not exist, and a ticket that opens none. */
export function refuseRecording(reason: RefusalReason, ownerDetail?: string): Refusal {
  return new Refusal("not_found", "There is no such recording here.", withOwnerDetail(reason, ownerDetail));
}

function withOwnerDetail(reason: RefusalReason, ownerDetail: string | undefined) {
  return ownerDetail === undefined ? { reason } : { reason, ownerDetail };
}
