import { createBroker, createMemoryState, defineConfig, type Log } from "@keyhole/broker";
import { RECEPTION_AGENT_ID, type Simulator, SUPPORT_AGENT_ID, startSimulator } from "@keyhole/simulator";
import { addNewerCall, addTurn, fillWithCalls } from "./fill-with-calls.ts";
import type { Site } from "./sites.ts";

/** Calls that are made by hand, on top of the simulator's own. Small worlds have no others. */
const HANDMADE_CALLS = 20;
const DAY_MS = 86_400_000;
const AGE_DAYS = 30;
/** The project in which the simulated Cekura evaluates calls of Ultravox. */
const CEKURA_PROJECT = 1376;

/** The real broker over a simulator of its own. */
export interface World {
  answer(request: Request): Promise<Response>;
  /** New calls arrive. */
  addCalls(count: number): void;
  /** Something is said in each running call. */
  addTurns(): void;
  close(): Promise<void>;
}

/**
 * Makes the world of a site. Other sites with the same calls and rights share it: `names` are all of them.
 * `origins` are the broker's own and those of other pages that may embed the sites.
 */
export async function createWorld(
  { calls, scopes, toolsHidden }: Site,
  names: readonly string[],
  origins: readonly [string, ...string[]],
): Promise<World> {
  const handmade = Math.min(calls, HANDMADE_CALLS);
  const nowMs = Date.now();
  let elapsedMs = 0;
  // Once the data is there its clock stands still: two looks at a state are alike.
  const clock = { nowMs: () => elapsedMs, sleep: async () => {} };
  const simulator = await startSimulator(
    // A clock that stands still lets no further requests through.
    {
      callCount: calls - handmade,
      now: nowMs - AGE_DAYS * DAY_MS,
      requestsPerSecond: REQUESTS,
      cekuraRequestsPerSecond: REQUESTS,
    },
    clock,
  );
  elapsedMs = AGE_DAYS * DAY_MS;
  const ids = fillWithCalls(simulator, handmade, nowMs);

  const site = {
    origins: [...new Set(origins)],
    agents: "all" as const,
    source: "ultravox" as const,
    metadata: ["tenant"],
    transcripts: { tools: !toolsHidden },
    ...(scopes.includes("evaluations:read") && { cekura: { project: CEKURA_PROJECT } }),
    ...(scopes.includes("calls:start") && { talk: TALK }),
    visitors: { rows: "public" as const, scopes: [...scopes] },
    limits: { visitor: UNLIMITED, visitors: UNLIMITED },
  };
  const sites = Object.fromEntries(names.map((name) => [name, site]));
  const config = defineConfig(() => ({ publicUrls: [origins[0]], sites }));
  const env = {
    KEYHOLE_SECRET: "a secret of the playground, which guards made-up calls",
    ULTRAVOX_API_KEY: simulator.apiKey,
    ULTRAVOX_BASE_URL: simulator.baseUrl,
    ULTRAVOX_PLAN: "scale",
    CEKURA_API_KEY: simulator.cekura.apiKeys.project,
    CEKURA_BASE_URL: simulator.cekura.baseUrl,
  };
  const log: Log = (entry) => {
    if (entry.level === "error") console.error(entry.event, entry.detail);
  };
  const start = () => createBroker(config, { env, state: createMemoryState(), log });
  let broker = start();
  return {
    answer: async (request) => broker.fetch(request),
    addCalls(count) {
      for (let added = 0; added < count; added += 1) addNewerCall(simulator);
      // Another broker takes the same tokens and remembers no answers.
      broker = start();
    },
    addTurns() {
      addTurns(simulator, ids);
      broker = start();
    },
    close: () => simulator.close(),
  };
}

const TALK = {
  agents: {
    [RECEPTION_AGENT_ID]: { mediums: ["voice" as const, "text" as const] },
    [SUPPORT_AGENT_ID]: {},
  },
  consent: { version: "2026-11", text: "An assistant answers, not a person. The call is recorded." },
};

/** More than all looks at one state need. */
const REQUESTS = 10_000;
const UNLIMITED = { requestsPerMinute: 1_000_000, mintsPerMinute: 1_000_000 };

function addTurns(simulator: Simulator, ids: readonly string[]): void {
  for (const id of ids) {
    const { status, messages } = simulator.describeCall(id);
    if (status === "active") addTurn(simulator, id, messages);
  }
}
