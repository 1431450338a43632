import type { AgentRow } from "../calls/agents.ts";
import type { CallRow } from "../calls/call-row.ts";
import { wallClockLagMs } from "../calls/recording.ts";
import { type Secret, secretsIn, secretToken } from "../calls/secret.ts";
import type { CallStore } from "../store/call-store.ts";
import { agentBody } from "./bodies/account.ts";
import { callBody } from "./bodies/call.ts";
import { eventBody, messageBody } from "./bodies/call-parts.ts";
import { callToolsBody } from "./bodies/call-tool.ts";
import { stageBody } from "./bodies/stage.ts";

/** Every dangerous string of the data, agents first, each made when it is read. */
export function* dataSecrets(
  agents: readonly AgentRow[],
  store: CallStore,
  nowMicros: () => number,
): Generator<Secret> {
  for (const agent of agents) yield* secretsIn(agent.agent.agentId, agentBody(agent, 0));
  for (const row of [...store.rows]) yield* callSecrets(store, row, nowMicros());
}

/** Every dangerous string in any answer about a call, each once. */
function* callSecrets(store: CallStore, row: CallRow, nowMicros: number): Generator<Secret> {
  const seen = new Set<string>();
  for (const secret of repeatedSecrets(store, row, nowMicros)) {
    if (seen.has(secret.value)) continue;
    seen.add(secret.value);
    yield secret;
  }
}

function* repeatedSecrets(store: CallStore, row: CallRow, nowMicros: number): Generator<Secret> {
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
