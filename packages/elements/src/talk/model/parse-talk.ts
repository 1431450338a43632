import type { CallStarted, TalkAgent, TalkMedium, TalkOptions } from "@keyhole/contract";
import { amountOf, fieldsOf, stringOf } from "../../base/parse-fields.ts";
import { parseUrl } from "../../base/parse-url.ts";

const MEDIUMS: readonly TalkMedium[] = ["voice", "text"];

/** Reads the answer of `GET /v1/talk`. Leaves out agents that do not parse; refuses all where none does. */
export function parseTalkOptions(body: unknown): TalkOptions | undefined {
  const fields = fieldsOf(body);
  if (!Array.isArray(fields?.agents)) return undefined;
  const agents = fields.agents.map(parseAgent).filter((agent) => agent !== undefined);
  if (fields.agents.length > 0 && agents.length === 0) return undefined;
  const { version, text } = fieldsOf(fields.consent) ?? {};
  const { siteKey } = fieldsOf(fields.turnstile) ?? {};
  // A start without what the site requires would only be refused.
  if (fields.consent !== null && (typeof version !== "string" || typeof text !== "string")) return undefined;
  if (fields.turnstile !== null && typeof siteKey !== "string") return undefined;
  return {
    agents,
    consent: typeof version === "string" && typeof text === "string" ? { version, text } : null,
    turnstile: typeof siteKey === "string" ? { siteKey } : null,
  };
}

function parseAgent(value: unknown): TalkAgent | undefined {
  const { id, name, mediums, variables, metadata, maxDurationMs } = fieldsOf(value) ?? {};
  const limit = amountOf(maxDurationMs);
  const known = Array.isArray(mediums) ? MEDIUMS.filter((medium) => mediums.includes(medium)) : [];
  // In the site's order: the first is the default.
  const ordered = Array.isArray(mediums) && mediums[0] === "text" ? known.toReversed() : known;
  if (typeof id !== "string" || typeof name !== "string" || !known.length || limit === null) return undefined;
  return {
    id,
    name,
    mediums: ordered,
    variables: Array.isArray(variables) ? variables.flatMap(parseVariable) : [],
    metadata: Array.isArray(metadata) ? metadata.filter((key) => stringOf(key) !== null) : [],
    maxDurationMs: limit,
  };
}

function parseVariable(value: unknown): TalkAgent["variables"] {
  const { name, maxLength } = fieldsOf(value) ?? {};
  const length = amountOf(maxLength);
  return typeof name === "string" && length ? [{ name, maxLength: length }] : [];
}

/** Reads the answer of `POST /v1/calls`. */
export function parseCallStarted(body: unknown): CallStarted | undefined {
  const { id, joinUrl, joinBefore, maxDurationMs } = fieldsOf(body) ?? {};
  const limit = amountOf(maxDurationMs);
  if (typeof id !== "string" || typeof joinUrl !== "string" || typeof joinBefore !== "string" || !limit)
    return undefined;
  return isJoinUrl(joinUrl) ? { id, joinUrl, joinBefore, maxDurationMs: limit } : undefined;
}

/** Microphone and words go there: encrypted, or to this machine. */
function isJoinUrl(text: string): boolean {
  const url = parseUrl(text);
  const isHere = url !== null && ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  return url?.protocol === "wss:" || (url?.protocol === "ws:" && isHere);
}
