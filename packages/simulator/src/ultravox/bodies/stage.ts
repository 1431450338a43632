import { Random } from "../../base/random.ts";
import { formatMicros } from "../../base/time.ts";
import type { CallRow } from "../../calls/call-row.ts";
import { secretToken } from "../../calls/secret.ts";
import type { Stage } from "../../transcript/transcript.ts";
import type { VisibleStage } from "../../transcript/visible-transcript.ts";
import { callBody } from "./call.ts";
import { makeSystemPrompt } from "./system-prompt.ts";

/** The vendor's CallStage. The last stage has the call's own prompt and state, earlier stages have others. */
export function stageBody(row: CallRow, stage: VisibleStage, isLast: boolean) {
  const call = callBody(row);
  const random = Random.for(row.seed, `stage ${stage.number} body`);
  const own = isLast ? null : earlierStage(row, stage);
  return {
    callId: row.callId,
    callStageId: stage.callStageId,
    created: formatMicros((row.joinedMicros ?? row.createdMicros) + stage.startsMs * 1000),
    inactivityMessages: call.inactivityMessages,
    initialTokenCount: random.chance(0.1) ? null : random.integer(400, 2000),
    languageHint: call.languageHint,
    latestTokenCount: random.chance(0.1) ? null : random.integer(2000, 9000),
    model: call.model,
    systemPrompt: own?.systemPrompt ?? call.systemPrompt,
    temperature: call.temperature,
    timeExceededMessage: call.timeExceededMessage,
    voice: call.voice,
    ...(call.externalVoice === undefined ? {} : { externalVoice: call.externalVoice }),
    errorCount: stage.turns.filter((turn) => turn.errorDetails !== undefined).length,
    experimentalSettings: call.experimentalSettings,
    initialState: own?.initialState ?? call.initialState,
  };
}

function earlierStage(row: CallRow, { number }: Stage) {
  return {
    systemPrompt: makeSystemPrompt(row.seed, `stageprompt${number}`),
    initialState: { step: number, crmToken: secretToken(row.seed, `stagestate${number}`) },
  };
}
