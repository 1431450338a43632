import { JOIN_TIMEOUT_SECONDS_DEFAULT, MAX_DURATION_SECONDS_DEFAULT } from "../../base/limits.ts";
import { MICROS_PER_SECOND } from "../../base/time.ts";
import type { SimulatedAgent } from "../../calls/agents.ts";
import { type CallMedium, DEFAULT_VOICE } from "../../calls/call-row.ts";
import type { StartSettings } from "../../calls/started-call.ts";
import { ENGLISH } from "../../languages/european.ts";
import type { Line } from "../../languages/language.ts";
import { languageNamed } from "../../languages/languages.ts";
import { parseDuration } from "../query/parameters.ts";
import { isDictionary } from "./start-checks.ts";

type Body = Readonly<Record<string, unknown>>;

/** The template's maximum duration of a call with an agent, as `GET /api/agents` shows it. */
const AGENT_MAX_DURATION_SECONDS = 900;

/** Settles a call from a checked request. What the request leaves out comes from the agent's template. */
export function startSettings(body: Body, agent: SimulatedAgent | null, socketOrigin: string): StartSettings {
  const hint = agent?.language ?? (typeof body.languageHint === "string" ? body.languageHint : "");
  const hasTemplate = agent !== null && agent.template !== "none";
  const maxDurationSeconds = hasTemplate ? AGENT_MAX_DURATION_SECONDS : MAX_DURATION_SECONDS_DEFAULT;
  return {
    agent,
    socketOrigin,
    request: body,
    joinTimeoutSeconds: secondsOf(body.joinTimeout) ?? JOIN_TIMEOUT_SECONDS_DEFAULT,
    maxDurationSeconds: secondsOf(body.maxDuration) ?? maxDurationSeconds,
    medium: mediumOf(body.medium),
    metadata: { ...(body.metadata as Record<string, string> | undefined) },
    voice: typeof body.voice === "string" ? body.voice : DEFAULT_VOICE,
    language: languageNamed(hint) ?? ENGLISH,
    isRecorded: typeof body.recordingEnabled === "boolean" ? body.recordingEnabled : hasTemplate,
    opening: openingOf(body.initialMessages),
    fields: fieldsOf(body, agent),
  };
}

function secondsOf(value: unknown): number | null {
  const micros = typeof value === "string" ? parseDuration(value) : null;
  return micros === null ? null : micros / MICROS_PER_SECOND;
}

function mediumOf(medium: unknown): CallMedium {
  const [name] = isDictionary(medium) ? Object.keys(medium) : [];
  return (name ?? "webRtc") as CallMedium;
}

/** Only what was said. Tool messages are left out. */
function openingOf(messages: unknown): Line[] {
  const given = Array.isArray(messages) ? (messages as { role: string; text?: string }[]) : [];
  return given.flatMap(({ role, text = "" }): Line[] => {
    if (role === "MESSAGE_ROLE_USER") return [{ speaker: "user", text }];
    return role === "MESSAGE_ROLE_AGENT" ? [{ speaker: "agent", text }] : [];
  });
}

/** Settings that a request and the vendor's Call name alike. */
const SAME = [
  "firstSpeakerSettings",
  "firstSpeaker",
  "initialOutputMedium",
  "inactivityMessages",
  "timeExceededMessage",
  "transcriptOptional",
  "vadSettings",
  "model",
  "temperature",
  "externalVoice",
  "voiceOverrides",
  "experimentalSettings",
  "initialState",
  "callbacks",
  "medium",
];

const RETENTION_POLICIES: Readonly<Record<string, string>> = {
  CALL_RETENTION_POLICY_RETAIN: "retain",
  CALL_RETENTION_POLICY_AUTO_DELETE: "auto_delete",
};

/** The fields of the vendor's Call. Those that `undefined` sets are absent. */
function fieldsOf(body: Body, agent: SimulatedAgent | null): Body {
  const policy = RETENTION_POLICIES[String(body.retentionPolicy)] ?? null;
  const isUserFirst =
    body.firstSpeaker === "FIRST_SPEAKER_USER" ||
    (isDictionary(body.firstSpeakerSettings) && "user" in body.firstSpeakerSettings);
  return {
    clientVersion: null,
    firstSpeakerSettings: isUserFirst ? { user: {} } : { agent: {} },
    initialOutputMedium: "MESSAGE_MEDIUM_VOICE",
    inactivityMessages: [],
    timeExceededMessage: null,
    vadSettings: null,
    model: "ultravox-v0.7",
    temperature: 0,
    medium: { webRtc: {} },
    externalVoice: undefined,
    voiceOverrides: undefined,
    experimentalSettings: null,
    initialState: {},
    requestContext: {},
    callbacks: {},
    ...Object.fromEntries(SAME.flatMap((name) => (name in body ? [[name, body[name]]] : []))),
    firstSpeaker: isUserFirst ? "FIRST_SPEAKER_USER" : "FIRST_SPEAKER_AGENT",
    languageHint: agent?.language ?? body.languageHint ?? null,
    retentionPolicy: policy,
    dataConnectionConfig: body.dataConnection,
    ...(agent === null ? { systemPrompt: body.systemPrompt ?? null } : {}),
    ...(body.initialOutputMedium === "MESSAGE_MEDIUM_UNSPECIFIED"
      ? { initialOutputMedium: "MESSAGE_MEDIUM_VOICE" }
      : {}),
  };
}
