import type { CallRow } from "../data/call-row.ts";
import type { CallStore } from "../data/call-store.ts";
import { wallClockLagMs } from "../data/recording.ts";
import { type Secret, secretsIn, secretToken } from "../data/secret.ts";
import { callBody } from "./bodies/call.ts";
import { callToolsBody } from "./bodies/call-tool.ts";
import { eventBody } from "./bodies/event.ts";
import { messageBody } from "./bodies/message.ts";
import { stageBody } from "./bodies/stage.ts";

/** Every dangerous string of what can be asked about a call, each once. */
export function* callSecrets(store: CallStore, row: CallRow, nowMicros: number): Generator<Secret> {
  const seen = new Set<string>();
  for (const secret of allSecrets(store, row, nowMicros)) {
    if (seen.has(secret.value)) continue;
    seen.add(secret.value);
    yield secret;
  }
}

function* allSecrets(store: CallStore, row: CallRow, nowMicros: number): Generator<Secret> {
  yield* secretsIn(row.callId, callBody(row));
  const { stages, turns } = store.visible(row, nowMicros);
  yield* secretsIn(row.callId, {
    tools: callToolsBody(row),
    stages: stages.map((stage, index) => stageBody(row, stage, index === stages.length - 1)),
    messages: turns.map((turn) => messageBody(turn, "", wallClockLagMs(row))),
    events: store.events(row, nowMicros).map((event) => eventBody(row, event, "")),
  });
  const value = secretToken(row.seed, "storage");
  yield { owner: row.callId, field: "recording.Location", value };
}
