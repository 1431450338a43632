import type { UpstreamError } from "@keyhole/upstream/request";
import { Refusal, type RefusalReason } from "../http/refusal.ts";
import { refuseCall, UNAVAILABLE_RETRY_SECONDS } from "../http/refusals.ts";

const NOT_READY_RETRY_SECONDS = 5;
const RATE_LIMITED_RETRY_SECONDS = 2;

/**
 * Reports a failure of the upstream in the broker's own words. `asked` is the method and path of the request,
 * for the owner's log: never with a query, which may hold words of a viewer.
 */
export function refuseUpstream(error: UpstreamError, asked: UpstreamRequest): Refusal {
  const options = { reason: reasonOf(error), ownerDetail: describeFailure(error, asked) };
  switch (error.kind) {
    case "unavailable":
    case "aborted":
      return new Refusal(
        "upstream_unavailable",
        `The ${asked.service} does not answer: try again in a moment.`,
        { ...options, retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS },
      );
    case "invalid":
    case "refused":
      return new Refusal(
        "upstream_invalid",
        `The ${asked.service} sent an unusable answer; the owner finds it in the Worker's log.`,
        options,
      );
    case "key_rejected":
      return new Refusal(
        "upstream_key_rejected",
        `The ${asked.service} rejects the Worker's key: its owner must set a valid one.`,
        options,
      );
    case "rate_limited":
      return new Refusal(
        "upstream_rate_limited",
        `The ${asked.service}'s limit is reached: try again after retryAfterSeconds.`,
        {
          ...options,
          retryAfterSeconds:
            error.retryAfterMs === null ? RATE_LIMITED_RETRY_SECONDS : error.retryAfterMs / 1000,
        },
      );
    case "not_ready":
      return new Refusal(
        "recording_not_ready",
        "The recording is still being written: try again in a moment.",
        { ...options, retryAfterSeconds: NOT_READY_RETRY_SECONDS },
      );
    case "range_not_satisfiable":
    case "not_found":
      return refuseCall(options.reason, options.ownerDetail);
  }
}

/** A request to an upstream, as the owner's log names it. */
export interface UpstreamRequest {
  /** What the vendor does, in words for a page. */
  service: "voice service" | "evaluation service";
  /** Default: GET. */
  method?: "GET" | "POST";
  /** Below the base URL, such as `/calls`. */
  path: string;
  /** Names of the settings that it depends on. */
  settings: {
    baseUrl: string;
    apiKey: string;
    /** How the base URL ends, as in "which ends in /api"; null where it has no path. */
    path: string | null;
  };
  /** Whether the API has something at this path at any time. */
  isAlwaysThere: boolean;
}

/** The path and status, and the setting that is likely at fault. */
function describeFailure(
  error: UpstreamError,
  { path, method = "GET", settings, isAlwaysThere }: UpstreamRequest,
): string {
  const { baseUrl, apiKey } = settings;
  const asked = `${method} ${path} below ${baseUrl}`;
  const ending = settings.path === null ? "" : `, whose path ends in ${settings.path}`;
  switch (error.kind) {
    case "key_rejected":
      return `${apiKey}: is rejected: ${asked} answered ${error.status}`;
    case "refused":
    case "not_found": {
      const status = error.kind === "refused" ? error.status : 404;
      const isElsewhere = status === 404 && isAlwaysThere;
      return isElsewhere
        ? `${baseUrl}: expects the API's base${settings.path === null ? "" : ` with its path, which ends in ${settings.path}`}: ${asked} answered 404`
        : `${asked} answered ${status}`;
    }
    case "unavailable":
      return error.status === undefined
        ? `${asked} gave no answer: ${error.reason}`
        : `${asked} answered ${error.status}`;
    case "invalid":
      return error.reason === "not_json" || error.reason === "redirect"
        ? `${asked} gave an unusable answer: ${error.reason}; compare ${baseUrl}${ending}`
        : `${asked} gave an unusable answer: ${error.reason}`;
    case "rate_limited":
      return `${asked} answered 429, or was not sent, to stay within the limit of ${apiKey}`;
    case "not_ready":
      return `${asked} answered 425`;
    case "range_not_satisfiable":
      return `${asked} answered 416`;
    case "aborted":
      return `${asked} was given up`;
  }
}

/** The kind of an upstream failure, with its cause and status if known. */
function reasonOf(error: UpstreamError): RefusalReason {
  const parts = [
    "reason" in error ? error.reason : undefined,
    "status" in error ? error.status : undefined,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? `upstream: ${error.kind}` : `upstream: ${error.kind} (${parts.join(" ")})`;
}
