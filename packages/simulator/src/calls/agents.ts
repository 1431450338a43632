import { MICROS_PER_DAY } from "../base/time.ts";

/** The ids of the five agents are fixed, so that a config can name them. */
export const RECEPTION_AGENT_ID = "a1d5c0de-0001-4000-8000-000000000001";
export const SUPPORT_AGENT_ID = "a1d5c0de-0002-4000-8000-000000000002";
export const BOOKING_AGENT_ID = "a1d5c0de-0003-4000-8000-000000000003";
export const CONCIERGE_AGENT_ID = "a1d5c0de-0004-4000-8000-000000000004";
export const BETA_AGENT_ID = "a1d5c0de-0005-4000-8000-000000000005";

/** One of the five agents. */
export interface SimulatedAgent {
  readonly agentId: string;
  /** At most 64 characters, as the vendor's schema says. */
  readonly name: string;
  /** The agent's age in days when the data's clock starts. */
  readonly ageDays: number;
  /** How often this agent has a call, relative to the others. */
  readonly weight: number;
  /** The agent's call template: complete, without a published revision, or absent. */
  readonly template: "full" | "unpublished" | "none";
  /** BCP 47 tag of the language that the agent speaks in calls started through the API. */
  readonly language: string;
  /** Template variables that a request to start a call must fill. */
  readonly variables: readonly string[];
}

/** The five agents. Their names cover several scripts, right-to-left text and markup. */
export const AGENTS: readonly SimulatedAgent[] = [
  {
    agentId: RECEPTION_AGENT_ID,
    name: "northside-reception",
    ageDays: 210,
    weight: 35,
    template: "full",
    language: "en",
    variables: [],
  },
  {
    agentId: SUPPORT_AGENT_ID,
    name: "Kundenservice München",
    ageDays: 180,
    weight: 25,
    template: "full",
    language: "de",
    variables: ["name"],
  },
  {
    agentId: BOOKING_AGENT_ID,
    name: "予約アシスタント",
    ageDays: 150,
    weight: 15,
    template: "unpublished",
    language: "ja",
    variables: [],
  },
  {
    agentId: CONCIERGE_AGENT_ID,
    name: "مساعد الحجوزات",
    ageDays: 120,
    weight: 10,
    template: "full",
    language: "ar",
    variables: [],
  },
  {
    agentId: BETA_AGENT_ID,
    name: "<b>Soporte</b> & Más 🚀",
    ageDays: 95,
    weight: 8,
    template: "none",
    language: "es",
    variables: [],
  },
];

/** How often a call has no agent, relative to the agents' weights. */
export const NO_AGENT_WEIGHT = 7;

/** An agent and its position in the list of agents. */
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
