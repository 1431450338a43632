import type { CallRow } from "../../data/call-row.ts";
import { textsOf } from "../../data/call-texts.ts";
import { formatMicros } from "../../data/microseconds.ts";
import { Random } from "../../data/random.ts";
import { recordingForm } from "../../data/recording.ts";
import { secretToken } from "../../data/secret.ts";
import { makeSystemPrompt } from "../../data/system-prompt.ts";
import { billingBody, sipDetailsBody } from "./billing.ts";
import { callbacksBody } from "./callbacks.ts";
import { contextBody } from "./context.ts";
import { conversationBody } from "./conversation.ts";
import { hasJoinUrl, mediumBody } from "./medium.ts";

/**
 * The vendor's Call object, as lists and `GET /api/calls/{id}` answer it, the dangerous fields
 * filled as in the real API. The same row gives the same object each time.
 */
export function callBody(row: CallRow) {
  const random = Random.for(row.seed, "call");
  const texts = textsOf(row);
  const medium = mediumBody(row);
  return {
    callId: row.callId,
    clientVersion: row.joinedMicros === null ? null : random.pick(CLIENT_VERSIONS),
    created: formatMicros(row.createdMicros),
    joined: row.joinedMicros === null ? null : formatMicros(row.joinedMicros),
    ended: row.endedMicros === null ? null : formatMicros(row.endedMicros),
    endReason: row.endReason,
    ...billingBody(row),
    ...conversationBody(row, texts.languageHint),
    joinTimeout: `${row.joinTimeoutSeconds}s`,
    joinUrl: hasJoinUrl(row) ? joinUrl(row) : null,
    maxDuration: `${row.maxDurationSeconds}s`,
    ...(medium === undefined ? {} : { medium }),
    recordingEnabled: recordingForm(row) !== null,
    retentionPolicy: random.weighted<string | null>([
      [null, 80],
      ["retain", 12],
      ["auto_delete", 8],
    ]),
    systemPrompt: random.chance(0.02) ? null : makeSystemPrompt(row.seed, "prompt"),
    voice: row.voice,
    shortSummary: texts.shortSummary,
    summary: texts.summary,
    agent: row.agent === null ? null : { agentId: row.agent.agentId, name: row.agent.name },
    agentId: row.agent === null ? null : row.agent.agentId,
    metadata: row.metadata,
    ...contextBody(row),
    callbacks: callbacksBody(row),
    sipDetails: sipDetailsBody(row),
  };
}

const CLIENT_VERSIONS = ["web_0.5.0", "web_0.5.0:callwidget/0.1.0", "python_0.0.9", null];

/** Forms seen in the wild; the query makes each one recognisable. */
function joinUrl(row: CallRow): string {
  const base = `wss://voice.ultravox.ai/calls/${row.callId}`;
  const path = JOIN_PATHS[row.medium] ?? "";
  return `${base}${path}?token=${secretToken(row.seed, "join")}`;
}

const JOIN_PATHS: Readonly<Partial<Record<CallRow["medium"], string>>> = {
  serverWebSocket: "/server_web_socket",
  twilio: "/telephony",
  telnyx: "/telephony",
  plivo: "/telephony",
  exotel: "/telephony",
};
