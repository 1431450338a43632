import { Refusal } from "../http/refusal.ts";
import { UNAVAILABLE_RETRY_SECONDS } from "../http/refusals.ts";
import type { MintFailed, StoredKey } from "./key-record.ts";

const TRY_AGAIN = "The evaluation service does not answer: try again in a moment.";

/** Refuses because the Worker has no key of Cekura. */
export function refuseUnset(): Refusal {
  return new Refusal(
    "not_configured",
    "The Worker has no key of Cekura: set it with wrangler secret put CEKURA_API_KEY.",
    { ownerDetail: "CEKURA_API_KEY: is not set; expects a key: wrangler secret put CEKURA_API_KEY" },
  );
}

/** Refuses because a key that was stored cannot be opened. */
export function refuseLostKey({ id, name }: Pick<StoredKey, "id" | "name">): Refusal {
  return new Refusal(
    "not_configured",
    "The Worker cannot open a key that it stored; its owner finds the way out in the Worker's log.",
    {
      ownerDetail: `KEYHOLE_SECRET_PREVIOUS: expects the secret that sealed the Cekura key ${id} (${name}), which KEYHOLE_SECRET does not open`,
    },
  );
}

/** Refuses to replace a key while one is being made. */
export function refuseTwoRotations(): Refusal {
  return new Refusal("conflict", "A key of this project is being made just now: try again in a moment.", {
    retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS,
  });
}

/** Refuses to replace a key because the one that the owner gave makes none. */
export function refuseGiven(): Refusal {
  return new Refusal(
    "conflict",
    "CEKURA_API_KEY makes no keys, because it is a project's or only reads: set an organization's key, or replace this one with wrangler secret put CEKURA_API_KEY.",
  );
}

/** Refuses because no key could be made for a project. */
export function refuseMint({ failure, retryAfterMs, orphans }: MintFailed, project: number): Refusal {
  const lost = orphans.length === 0 ? "" : `; revoke, if they exist, the keys ${orphans.join(", ")}`;
  const retryAfterSeconds = Math.min(3600, Math.max(1, Math.ceil(retryAfterMs / 1000)));
  switch (failure) {
    case "key_rejected":
      return new Refusal(
        "upstream_key_rejected",
        "The evaluation service rejects the Worker's key: its owner must set a valid one.",
        {
          reason: "upstream: key_rejected",
          ownerDetail: `CEKURA_API_KEY: is rejected, or is an organization's that may not make keys; it makes none for the project ${project}: wrangler secret put CEKURA_API_KEY${lost}`,
        },
      );
    case "refused":
      return new Refusal("upstream_invalid", "The evaluation service refuses the site's project.", {
        reason: "upstream: refused",
        ownerDetail: `cekura.project: Cekura makes no key for the project ${project}; compare its number in the dashboard${lost}`,
      });
    case "rate_limited":
      return new Refusal(
        "upstream_rate_limited",
        "The evaluation service's limit is reached: try again after retryAfterSeconds.",
        {
          reason: "upstream: rate_limited",
          ownerDetail: `the making of a key for the project ${project} answered 429`,
          retryAfterSeconds,
        },
      );
    case "unavailable":
    case "invalid":
      return new Refusal("upstream_unavailable", TRY_AGAIN, {
        reason: `upstream: ${failure}`,
        ownerDetail: `no key could be made for the project ${project} of Cekura${lost}`,
        retryAfterSeconds: retryAfterMs > 0 ? retryAfterSeconds : UNAVAILABLE_RETRY_SECONDS,
      });
  }
}
