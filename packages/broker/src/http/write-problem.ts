import { PROBLEMS, type Problem } from "@keyhole/contract";
import type { Context } from "hono";
import type { BrokerEnv } from "./broker-env.ts";
import type { Refusal } from "./refusal.ts";

const TYPE_PREFIX = "urn:keyhole:problem:";
const TOKEN_PATH = "/v1/token";

/**
 * Writes a refusal as an RFC 9457 problem document. The token endpoint adds OAuth's fields (RFC 6749
 * section 5.2).
 */
export function writeProblem(context: Context<BrokerEnv>, refusal: Refusal): Response {
  const { code, detail, options } = refusal;
  const isTokenEndpoint = context.req.path === TOKEN_PATH;
  const { title, error } = describe(refusal);
  const defaultStatus = PROBLEMS[code].status;
  // RFC 6749 section 5.2 and RFC 9449 section 5: the token endpoint refuses a proof with 400.
  const status = options.status ?? (isTokenEndpoint && defaultStatus === 401 ? 400 : defaultStatus);
  const requestId = context.get("requestId");
  const problem: Problem = { type: `${TYPE_PREFIX}${code}`, title, status, code, detail, requestId };
  const headers = new Headers({ "Content-Type": "application/problem+json" });

  if (options.retryAfterSeconds !== undefined) {
    const seconds = Math.min(3600, Math.max(1, Math.ceil(options.retryAfterSeconds)));
    problem.retryAfterSeconds = seconds;
    headers.set("Retry-After", String(seconds));
  }
  if (options.tellsTime) problem.serverTime = new Date(context.get("now")()).toISOString();
  if (options.allow !== undefined) headers.set("Allow", options.allow);
  const { challenge = dpopChallenge(error) } = options;
  if (status === 401 && challenge !== null) headers.set("WWW-Authenticate", challenge);
  if (isTokenEndpoint) {
    headers.set("Content-Type", "application/json");
    problem.error = error ?? "invalid_request";
    problem.error_description = detail;
  }
  return new Response(JSON.stringify(problem), { status, headers });
}

function describe(refusal: Refusal): { title: string; error: string | undefined } {
  const entry: { title: string; error?: string } = PROBLEMS[refusal.code];
  return { title: entry.title, error: refusal.options.oauthError ?? entry.error };
}

/** RFC 9449 section 7.1. */
function dpopChallenge(error: string | undefined): string {
  return error === undefined ? 'DPoP algs="ES256"' : `DPoP error="${error}", algs="ES256"`;
}
