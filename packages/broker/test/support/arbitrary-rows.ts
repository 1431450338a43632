import * as fc from "fast-check";
import { type RawCall, rawCall } from "./raw-call.ts";

// Few values of each kind, so that grants and calls meet as often as they miss.
const AGENTS = [1, 2, 3].map((number) => `aaaaaaaa-0000-4000-8000-00000000000${number}`);
const KEYS = ["tenant", "team", "constructor", "hasOwnProperty"];
const VALUES = ["a", "A", "b", "a b", "ä"];
const TIMES = [1, 2, 3, 4, 5].map((day) => `2026-07-0${day}T00:00:00.000Z`);

export interface ArbitraryRows {
  agents?: string[];
  metadata?: Record<string, string>;
  from?: string;
  to?: string;
}

const someAgents = fc.subarray(AGENTS);
const someMetadata = fc.dictionary(fc.constantFrom(...KEYS), fc.constantFrom(...VALUES), {
  minKeys: 1,
  maxKeys: 2,
});
const someTime = fc.constantFrom(...TIMES);

/** Rows of a grant with at least one filter. */
const filteredRows: fc.Arbitrary<ArbitraryRows> = fc
  .record({ agents: someAgents, metadata: someMetadata, from: someTime, to: someTime }, { requiredKeys: [] })
  .filter((rows) => Object.keys(rows).length > 0);

/** Rows of a grant. */
export const someRows: fc.Arbitrary<"all" | ArbitraryRows> = fc.oneof(
  { weight: 1, arbitrary: fc.constant("all" as const) },
  { weight: 6, arbitrary: filteredRows },
);

/** Agents of a site. */
export const siteAgents: fc.Arbitrary<"all" | string[]> = fc.oneof(
  fc.constant("all" as const),
  fc.subarray(AGENTS, { minLength: 1 }),
);

/** A call of the upstream. */
export const someCall: fc.Arbitrary<RawCall> = fc
  .record({
    callId: fc.uuid(),
    agentId: fc.option(fc.constantFrom(...AGENTS)),
    metadata: fc.dictionary(fc.constantFrom(...KEYS), fc.constantFrom(...VALUES), { maxKeys: 3 }),
    created: someTime,
  })
  .map(rawCall);

export const someCalls = fc.uniqueArray(someCall, { maxLength: 12, selector: ({ callId }) => callId });

/** Whether a call is inside a grant, said once more in other words than the broker's. */
export function belongs(call: RawCall, rows: "all" | ArbitraryRows, agents: "all" | string[]): boolean {
  const reasonsAgainst = [
    agents !== "all" && agents.every((agent) => agent !== call.agentId),
    rows !== "all" && rows.agents?.every((agent) => agent !== call.agentId),
    rows !== "all" && rows.from !== undefined && call.created.localeCompare(rows.from) < 0,
    rows !== "all" && rows.to !== undefined && call.created.localeCompare(rows.to) > 0,
    rows !== "all" &&
      [...new Map(Object.entries(rows.metadata ?? {}))].some(
        ([key, value]) => new Map(Object.entries(call.metadata)).get(key) !== value,
      ),
  ];
  return !reasonsAgainst.includes(true);
}
