import { Random } from "../../base/random.ts";
import { formatMicros } from "../../base/time.ts";
import type { CallRow } from "../../calls/call-row.ts";
import { textsOf } from "../../calls/call-texts.ts";
import { recordingForm } from "../../calls/recording.ts";
import { secretToken } from "../../calls/secret.ts";
import type { Tombstone } from "../../store/call-store.ts";
import { ACCOUNT_ID } from "./account.ts";
import { billingBody, sipDetailsBody } from "./billing.ts";
import { callbacksBody, contextBody, conversationBody } from "./call-settings.ts";
import { hasJoinUrl, mediumBody } from "./medium.ts";
import { makeSystemPrompt } from "./system-prompt.ts";

/**
 * The vendor's Call object, as in lists and `GET /api/calls/{id}`, with its dangerous fields filled. The same row
 * always gives the same object.
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
    ...row.plan.started?.fields,
  };
}

const CLIENT_VERSIONS = ["web_0.5.0", "web_0.5.0:callwidget/0.1.0", "python_0.0.9", null];

/** Join URLs in the forms that the real API uses. The query makes each one recognisable. */
export function joinUrl(row: CallRow): string {
  const base = `${row.plan.started?.socketOrigin ?? "wss://voice.ultravox.ai"}/calls/${row.callId}`;
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

/** The vendor's CallTombstone. */
export function tombstoneBody({ row, deletedMicros, hadSummary }: Tombstone) {
  return {
    callId: row.callId,
    accountId: ACCOUNT_ID,
    created: formatMicros(row.createdMicros),
    deletionTime: formatMicros(deletedMicros),
    joined: row.joinedMicros === null ? null : formatMicros(row.joinedMicros),
    ended: row.endedMicros === null ? null : formatMicros(row.endedMicros),
    maxDuration: `${row.maxDurationSeconds}s`,
    endReason: row.endReason,
    recordingEnabled: recordingForm(row) !== null,
    hadSummary,
  };
}
