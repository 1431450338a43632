import { AGENTS, type SimulatedAgent } from "../../data/agents.ts";
import { formatMicros, MICROS_PER_DAY } from "../../data/microseconds.ts";
import { hashText, Random } from "../../data/random.ts";
import { secretToken } from "../../data/secret.ts";
import { makeSystemPrompt } from "../../data/system-prompt.ts";
import { DEFAULT_VOICE } from "../../data/voices.ts";
import { dataConnectionBody } from "./context.ts";

/** An agent and where it stands in the list of agents. */
export interface AgentRow {
  readonly agent: SimulatedAgent;
  readonly createdMicros: number;
  readonly sequence: number;
}

/** The five agents, oldest first. */
export function makeAgentRows(nowMs: number): readonly AgentRow[] {
  return AGENTS.map((agent, sequence) => ({
    agent,
    createdMicros: nowMs * 1000 - agent.ageDays * MICROS_PER_DAY + sequence,
    sequence,
  }));
}

/** The vendor's Agent object. Its call template is as secret as a call. */
export function agentBody(row: AgentRow, calls: number) {
  const { agent } = row;
  const seed = hashText(agent.agentId);
  return {
    agentId: agent.agentId,
    publishedRevisionId: agent.template === "full" ? Random.for(seed, "revision").uuid() : null,
    name: agent.name,
    created: formatMicros(row.createdMicros),
    callTemplate: agent.template === "none" ? null : callTemplateBody(row, seed),
    statistics: { calls },
  };
}

function callTemplateBody(row: AgentRow, seed: number) {
  return {
    name: row.agent.name,
    created: formatMicros(row.createdMicros),
    updated: formatMicros(row.createdMicros + MICROS_PER_DAY),
    medium: { webRtc: {} },
    joinTimeout: "30s",
    maxDuration: "900s",
    recordingEnabled: true,
    systemPrompt: makeSystemPrompt(seed, "agentprompt"),
    temperature: 0,
    model: "ultravox-v0.7",
    voice: DEFAULT_VOICE,
    selectedTools: [
      {
        temporaryTool: {
          modelToolName: "lookup_customer",
          description: "Finds a customer by phone number.",
          staticParameters: [
            {
              name: "X-Tenant-Key",
              location: "PARAMETER_LOCATION_HEADER",
              value: secretToken(seed, "toolparameter"),
            },
          ],
          http: {
            baseUrlPattern: `https://crm.example/${secretToken(seed, "toolurl")}/customers`,
            httpMethod: "GET",
          },
        },
        authTokens: { crm: secretToken(seed, "tooltoken") },
      },
    ],
    dataConnection: dataConnectionBody(seed),
  };
}
