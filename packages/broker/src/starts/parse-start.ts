import { START_METADATA_MAX_CHARACTERS, TURNSTILE_MAX_CHARACTERS } from "../base/limits/starts.ts";
import { isPlainObject, parseUuid } from "../base/values.ts";
import type { Talk, TalkAgent, TalkMedium } from "../config/check-talk.ts";
import type { Rows } from "../grants/rows.ts";
import { Refusal } from "../http/refusal.ts";
import { hmacSha256, toHex } from "../keys/hmac.ts";
import { allowedAgents, settableKeys } from "./allowed-starts.ts";

/** What a page asks for when it starts a call, with the owner's settings for it. */
export interface StartRequest {
  agentId: string;
  agent: TalkAgent;
  variables: Readonly<Record<string, string>>;
  metadata: Readonly<Record<string, string>>;
  medium: TalkMedium;
  /** Version of the text that was agreed to; null for none. */
  consent: string | null;
  /** Answer of the challenge; null for none. */
  turnstile: string | null;
  /** Of what has to be the same for the same idempotency key, with that key: nobody else can guess what was asked for. */
  hash: string;
}

const FIELDS = ["agent", "variables", "metadata", "medium", "consent", "turnstile"];

/** Parses the body of `POST /v1/calls` against what the site and the grant allow. Refuses by the field's name. */
export async function parseStart(
  body: Readonly<Record<string, unknown>>,
  talk: Pick<Talk, "agents">,
  rows: Rows,
  idempotencyKey: string,
): Promise<StartRequest> {
  const unknown = Object.keys(body).find((field) => !FIELDS.includes(field));
  if (unknown !== undefined)
    throw refuseField(printable(unknown), `is not known; known are ${FIELDS.join(", ")}`);
  const [agentId, agent] = chooseAgent(body.agent, talk, rows);
  const variables = parseTexts("variables", body.variables, (name) => agent.variables.get(name));
  const settable = settableKeys(agent, rows);
  const metadata = parseTexts("metadata", body.metadata, (key) =>
    settable.includes(key) ? START_METADATA_MAX_CHARACTERS : undefined,
  );
  const medium = parseMedium(body.medium, agent);
  const same = [agentId, Object.entries(variables), Object.entries(metadata), medium];
  return {
    agentId,
    agent,
    variables,
    metadata,
    medium,
    consent: parseConsent(body.consent),
    turnstile: parseTurnstile(body.turnstile),
    hash: toHex(await hmacSha256(idempotencyKey, JSON.stringify(same))),
  };
}

function chooseAgent(value: unknown, talk: Pick<Talk, "agents">, rows: Rows): [string, TalkAgent] {
  const allowed = allowedAgents(talk, rows);
  const [first] = allowed;
  if (value === undefined) {
    if (first !== undefined && allowed.length === 1) return first;
    throw refuseField(
      "agent",
      allowed.length === 0 ? "allows none to this viewer" : "expects one of those allowed",
    );
  }
  const id = typeof value === "string" ? parseUuid(value) : undefined;
  const chosen = allowed.find(([each]) => each === id);
  if (chosen === undefined)
    throw refuseField("agent", "expects an agent that calls may be started with here");
  return chosen;
}

/** C0, DEL and C1. */
const CONTROL = /\p{Cc}/u;

/** Texts by name, in one order, so that the same ones have the same hash. */
function parseTexts(
  field: string,
  value: unknown,
  longest: (name: string) => number | undefined,
): Record<string, string> {
  if (value === undefined) return {};
  if (!isPlainObject(value)) throw refuseField(field, "expects an object of texts");
  const texts: [string, string][] = [];
  for (const [name, text] of Object.entries(value)) {
    const most = longest(name);
    const named = `${field}.${printable(name)}`;
    if (most === undefined) throw refuseField(named, "is not to be set by a page here");
    if (typeof text !== "string") throw refuseField(named, "expects a text");
    if (text.length > most) throw refuseField(named, `expects at most ${most} characters`);
    if (CONTROL.test(text)) throw refuseField(named, "expects a text without control characters");
    texts.push([name, text]);
  }
  return Object.fromEntries(texts.sort(([one], [other]) => (one < other ? -1 : 1)));
}

function parseMedium(value: unknown, { mediums }: TalkAgent): TalkMedium {
  if (value === undefined) return mediums[0] ?? "voice";
  const medium = mediums.find((each) => each === value);
  if (medium === undefined) throw refuseField("medium", `expects ${mediums.join(" or ")} for this agent`);
  return medium;
}

function parseConsent(value: unknown): string | null {
  if (value === undefined) return null;
  if (isPlainObject(value) && typeof value.version === "string" && Object.keys(value).length === 1)
    return value.version;
  throw refuseField("consent", "expects { version }");
}

function parseTurnstile(value: unknown): string | null {
  if (value === undefined) return null;
  if (typeof value === "string" && value !== "" && value.length <= TURNSTILE_MAX_CHARACTERS) return value;
  throw refuseField("turnstile", "expects the answer of the challenge");
}

function refuseField(field: string, says: string): Refusal {
  return new Refusal("invalid_request", `The field ${field} ${says}.`);
}

const IDEMPOTENCY_KEY = /^[A-Za-z0-9_-]{16,128}$/;

/** The header `Idempotency-Key`, which is required. */
export function parseIdempotencyKey(header: string | undefined): string {
  if (header !== undefined && IDEMPOTENCY_KEY.test(header)) return header;
  throw new Refusal(
    "invalid_request",
    "The header Idempotency-Key expects 16 to 128 letters, digits, hyphens and underscores, the same for every try.",
  );
}

/** A name of the request as a problem may repeat it. */
function printable(name: string): string {
  return name.slice(0, 64).replace(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, "?");
}
