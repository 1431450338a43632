import { AGENTS, type SimulatedAgent } from "../calls/agents.ts";

/** A project of the simulated organization. */
export interface CekuraProject {
  readonly id: number;
  readonly name: string;
}

/** An agent that Cekura evaluates. */
export interface CekuraAgent {
  readonly id: number;
  readonly name: string;
  readonly project: CekuraProject;
  /** The vendor's provider type. Ultravox is none of them, so its agents are `custom`. */
  readonly provider: "custom" | "vapi" | "retell";
  /** The provider's id of the agent. */
  readonly providerId: string;
}

/** The agents of Ultravox are evaluated in this project. */
export const RECEPTION_PROJECT: CekuraProject = { id: 1376, name: "Reception" };
/** Agents on other platforms, whose calls exist in Cekura alone. */
export const OUTBOUND_PROJECT: CekuraProject = { id: 1377, name: "Outbound" };
export const PROJECTS = [RECEPTION_PROJECT, OUTBOUND_PROJECT] as const;

const ULTRAVOX_AGENT_ID_MIN = 2141;

const ultravoxAgents = AGENTS.map(
  ({ agentId, name }, index): CekuraAgent => ({
    id: ULTRAVOX_AGENT_ID_MIN + index,
    name,
    project: RECEPTION_PROJECT,
    provider: "custom",
    providerId: agentId,
  }),
);

export const OUTBOUND_AGENTS: readonly CekuraAgent[] = [
  {
    id: 2201,
    name: "Renewals",
    project: OUTBOUND_PROJECT,
    provider: "vapi",
    providerId: "f2d3c0de-0001-4000-8000-000000000001",
  },
  {
    id: 2202,
    name: "Umfrage Zufriedenheit",
    project: OUTBOUND_PROJECT,
    provider: "retell",
    providerId: "agent_5f1c0de0000000000000000002",
  },
];

export const CEKURA_AGENTS: readonly CekuraAgent[] = [...ultravoxAgents, ...OUTBOUND_AGENTS];

/** Cekura's agent for one of Ultravox's. */
export function cekuraAgentOf(agent: SimulatedAgent): CekuraAgent | undefined {
  return ultravoxAgents.find(({ providerId }) => providerId === agent.agentId);
}
