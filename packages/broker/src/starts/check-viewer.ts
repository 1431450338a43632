import { CHALLENGE_DEADLINE_MS, CHALLENGE_SECONDS } from "../base/limits/starts.ts";
import { isPlainObject } from "../base/values.ts";
import type { Talk } from "../config/check-talk.ts";
import type { Access } from "../grants/access.ts";
import { Refusal } from "../http/refusal.ts";
import { UNAVAILABLE_RETRY_SECONDS } from "../http/refusals.ts";
import type { StartRequest } from "./parse-start.ts";
import type { StartBooks } from "./start-books.ts";

export interface ViewerCheck {
  access: Pick<Access, "audience" | "origin">;
  talk: Pick<Talk, "consent" | "turnstile">;
  books: Pick<StartBooks, "isChallenged" | "solved">;
  fetch: typeof globalThis.fetch;
  now: () => number;
}

/** Refuses a start without the consent, or without the challenge, that the site asks for. */
export async function checkViewer(
  { access, talk, books, fetch, now }: ViewerCheck,
  { consent, turnstile }: Pick<StartRequest, "consent" | "turnstile">,
): Promise<void> {
  if (talk.consent !== null && consent !== talk.consent.version) {
    throw new Refusal(
      "consent_required",
      consent === null
        ? "Show the site's text, and send the version that the viewer agrees to as consent.version."
        : "The text has changed: show the site's current one, and send its version as consent.version.",
    );
  }
  if (talk.turnstile === null || access.audience !== "visitors") return;
  if (await books.isChallenged(now())) return;
  if (turnstile === null)
    throw refuseChallenge("Solve the site's challenge, and send its answer as turnstile.");
  await checkTurnstile(talk.turnstile.secret, turnstile, { origin: access.origin, fetch });
  await books.solved(now() + CHALLENGE_SECONDS * 1000);
}

// developers.cloudflare.com/turnstile/get-started/server-side-validation
const SITE_VERIFY = "https://challenges.cloudflare.com/turnstile/v0/siteverify";
/** Errors of the owner's secret rather than of the answer. */
const SECRET_ERRORS = ["missing-input-secret", "invalid-input-secret"];

async function checkTurnstile(
  secret: string,
  answer: string,
  { origin, fetch }: { origin: string; fetch: typeof globalThis.fetch },
): Promise<void> {
  let verdict: unknown;
  try {
    const response = await fetch(SITE_VERIFY, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ secret, response: answer }),
      redirect: "manual",
      signal: AbortSignal.timeout(CHALLENGE_DEADLINE_MS),
    });
    verdict = await response.json();
  } catch {
    verdict = null;
  }
  const errors =
    isPlainObject(verdict) && Array.isArray(verdict["error-codes"]) ? verdict["error-codes"] : [];
  if (!isPlainObject(verdict) || errors.includes("internal-error")) {
    throw new Refusal(
      "upstream_unavailable",
      "The challenge cannot be checked just now: try again in a moment.",
      {
        ownerDetail: "challenges.cloudflare.com: gave no usable answer",
        retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS,
      },
    );
  }
  if (errors.some((error) => SECRET_ERRORS.includes(String(error)))) {
    throw new Refusal(
      "not_configured",
      "The site's challenge is not set up rightly: its owner finds more in the Worker's log.",
      {
        ownerDetail: "talk.turnstile.secret: is rejected by Cloudflare",
      },
    );
  }
  // An answer that was solved on another page is worth nothing here.
  if (verdict.success === true && verdict.hostname === new URL(origin).hostname) return;
  throw refuseChallenge("The answer of the challenge is used up or not valid here: solve a new one.");
}

function refuseChallenge(detail: string): Refusal {
  return new Refusal("challenge_required", detail);
}
