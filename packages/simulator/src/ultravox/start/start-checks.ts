import { parseDuration } from "../query/parameters.ts";

/** What is wrong with a value, or null. */
type Check = (value: unknown) => string | null;

const MEDIA = ["webRtc", "twilio", "serverWebSocket", "telnyx", "plivo", "exotel", "sip"];
const ROLES = ["UNSPECIFIED", "USER", "AGENT", "TOOL_CALL", "TOOL_RESULT"].map(
  (name) => `MESSAGE_ROLE_${name}`,
);
const OUTPUT_MEDIA = ["UNSPECIFIED", "VOICE", "TEXT"].map((name) => `MESSAGE_MEDIUM_${name}`);
const RETENTION_POLICIES = ["UNSPECIFIED", "RETAIN", "AUTO_DELETE"].map(
  (name) => `CALL_RETENTION_POLICY_${name}`,
);
const FIRST_SPEAKERS = ["UNSPECIFIED", "AGENT", "USER"].map((name) => `FIRST_SPEAKER_${name}`);

/** The vendor's bounds of a shared secret, in characters. */
const SECRET_CHARACTERS = { min: 16, max: 127 };
/** The vendor's bound of a callback's secret, in characters. */
const CALLBACK_SECRET_CHARACTERS = 120;

/** The fields of `ultravox.v1.StartAgentCallRequest`. */
export const AGENT_CALL_FIELDS: Readonly<Record<string, Check>> = {
  templateContext: dictionary,
  initialMessages: listOf(message),
  metadata,
  medium: onlyKeys(MEDIA, 1, dictionary),
  joinTimeout: duration,
  maxDuration: duration,
  recordingEnabled: boolean,
  initialOutputMedium: choice(OUTPUT_MEDIA),
  firstSpeakerSettings: onlyKeys(["user", "agent"], 1, dictionary),
  dataConnection: dictionary,
  experimentalSettings: dictionary,
  callbacks: onlyKeys(["joined", "ended", "billed"], 3, callback),
  voice: text,
  voiceOverrides: dictionary,
  toolOverrides: dictionary,
  retentionPolicy: choice(RETENTION_POLICIES),
  sharedSecrets: listOf(sharedSecret),
  agentId: text,
};

const { templateContext: _context, toolOverrides: _tools, agentId: _id, ...BOTH } = AGENT_CALL_FIELDS;

/** The fields of `ultravox.v1.StartCallRequest`. */
export const CALL_FIELDS: Readonly<Record<string, Check>> = {
  ...BOTH,
  systemPrompt: text,
  temperature: (value) =>
    typeof value === "number" && value >= 0 && value <= 1 ? null : "Ensure this value is between 0 and 1.",
  model: text,
  externalVoice: dictionary,
  languageHint: (value) => text(value) ?? (String(value).length > 16 ? "Not a language code." : null),
  timeExceededMessage: text,
  inactivityMessages: listOf(dictionary),
  selectedTools: listOf(dictionary),
  firstSpeaker: choice(FIRST_SPEAKERS),
  transcriptOptional: boolean,
  vadSettings: dictionary,
  initialState: dictionary,
};

function text(value: unknown): string | null {
  return typeof value === "string" ? null : "Not a valid string.";
}

function boolean(value: unknown): string | null {
  return typeof value === "boolean" ? null : "Must be a valid boolean.";
}

function choice(choices: readonly string[]): Check {
  return (value) =>
    typeof value === "string" && choices.includes(value)
      ? null
      : `${JSON.stringify(value)} is not a valid choice.`;
}

/** The vendor's own words for a duration without its suffix. */
function duration(value: unknown): string | null {
  const micros = typeof value === "string" ? parseDuration(value) : null;
  if (micros === null) return "Duration must be given as seconds with an s suffix.";
  return micros > 0 ? null : "Duration must be positive.";
}

export function isDictionary(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function dictionary(value: unknown): string | null {
  return isDictionary(value) ? null : "Expected a dictionary of items.";
}

function onlyKeys(keys: readonly string[], max: number, check: Check): Check {
  return (value) => {
    if (!isDictionary(value)) return dictionary(value);
    const given = Object.keys(value);
    const unknown = given.find((key) => !keys.includes(key));
    if (unknown !== undefined) return `"${unknown}" is not one of ${keys.join(", ")}.`;
    if (given.length > max) return `At most ${max} of ${keys.join(", ")} may be set.`;
    return Object.values(value).map(check).find(isWrong) ?? null;
  };
}

function listOf(check: Check): Check {
  return (value) => {
    if (!Array.isArray(value)) return "Expected a list of items.";
    return value.map(check).find(isWrong) ?? null;
  };
}

function isWrong(complaint: string | null): complaint is string {
  return complaint !== null;
}

/** All values are strings, and keys that start with `ultravox.` are the vendor's. */
function metadata(value: unknown): string | null {
  if (!isDictionary(value)) return dictionary(value);
  const reserved = Object.keys(value).find((key) => key.startsWith("ultravox."));
  if (reserved !== undefined) return `Key "${reserved}" starts with the reserved prefix "ultravox.".`;
  return Object.values(value).map(text).find(isWrong) ?? null;
}

function message(value: unknown): string | null {
  if (!isDictionary(value)) return dictionary(value);
  return choice(ROLES)(value.role) ?? (value.text === undefined ? null : text(value.text));
}

function callback(value: unknown): string | null {
  if (!isDictionary(value)) return dictionary(value);
  if (typeof value.url !== "string" || !URL.canParse(value.url)) return "Enter a valid URL.";
  return value.secrets === undefined ? null : listOf(callbackSecret)(value.secrets);
}

function callbackSecret(value: unknown): string | null {
  if (typeof value !== "string") return text(value);
  return value.length <= CALLBACK_SECRET_CHARACTERS
    ? null
    : `Ensure this field has no more than ${CALLBACK_SECRET_CHARACTERS} characters.`;
}

function sharedSecret(value: unknown): string | null {
  if (typeof value !== "string") return text(value);
  const { min, max } = SECRET_CHARACTERS;
  return value.length >= min && value.length <= max
    ? null
    : `A shared secret has ${min} to ${max} characters.`;
}
