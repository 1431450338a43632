import { Refusal } from "../http/refusal.ts";
import type { ProofResult } from "./proof.ts";

type Reason = Extract<ProofResult, { ok: false }>["reason"];

/** Says what was wrong with a proof, and the broker's time where the clock was. */
export function refuseProof(reason: Reason): Refusal {
  switch (reason) {
    case "missing":
      return new Refusal("proof_invalid", "Send a DPoP proof in the header DPoP.");
    case "malformed":
      return new Refusal(
        "proof_invalid",
        "The DPoP proof wants typ dpop+jwt, alg ES256, a public jwk, and htm, htu, iat and jti.",
      );
    case "method":
      return new Refusal("proof_invalid", "The DPoP proof was made for another method.");
    case "uri":
      return new Refusal(
        "proof_invalid",
        "The DPoP proof was made for another URL; the config's publicUrls name this broker.",
      );
    case "time":
      return new Refusal(
        "proof_invalid",
        "The DPoP proof's iat is off by more than 60 s: set the clock by serverTime.",
        {
          tellsTime: true,
        },
      );
    case "replayed":
      return new Refusal("proof_invalid", "The DPoP proof was used before: make a new one for each request.");
    case "nonce":
      return new Refusal("nonce_required", "The DPoP proof wants the nonce of the header DPoP-Nonce.");
    case "token":
      return new Refusal("proof_invalid", "The DPoP proof wants ath, the hash of the access token.");
  }
}
