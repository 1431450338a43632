import { SHOWCASE_CALL_IDS } from "@keyhole/simulator";
import type { FaultWorld } from "./fault-world.ts";
import type { Beside } from "./faults.ts";
import type { Request } from "./routes.ts";

/** A route that changes something upstream. */
export interface WritingRoute {
  name: string;
  asks?: Beside;
  /** Makes what the request is about. */
  prepare(world: FaultWorld): Promise<Writing>;
  /** How soon it succeeds after a fault, where that is later than within ten seconds. */
  recoveryMs?: number;
  /** Looks upstream for what it has made, where the answer was lost. */
  looks?: true;
}

/** A request, which may be sent again, and how often the upstream has done what it asks for. */
export interface Writing {
  request: Request;
  effects(): number;
  /** A secret that is the answer to who asked. */
  tells?: RegExp;
}

/** A start whose answer was lost is looked for upstream for a minute: no call is ever started beside it. */
const START_RECOVERY_MS = 61_000;
const METRIC = 35;
const LOG = 5_000_032;

async function prepareStart({ simulator }: FaultWorld): Promise<Writing> {
  const before = simulator.state().calls;
  const headers = { "Idempotency-Key": crypto.randomUUID() };
  return {
    request: { method: "POST", path: "/v1/calls", headers, body: {} },
    effects: () => simulator.state().calls - before,
    tells: /"joinUrl":"[^"]*"/,
  };
}

async function prepareHangUp(world: FaultWorld): Promise<Writing> {
  const { request } = await prepareStart(world);
  const { id } = JSON.parse((await world.ask(request)).text) as { id: string };
  world.simulator.joinCall(id);
  return {
    request: { method: "POST", path: `/v1/calls/${id}/hangup` },
    effects: () => Number(world.simulator.describeCall(id).status === "ended"),
  };
}

async function prepareVote({ simulator }: FaultWorld): Promise<Writing> {
  return {
    request: {
      method: "POST",
      path: `/v1/calls/${SHOWCASE_CALL_IDS.direct}/evaluation/votes`,
      body: { metricId: METRIC, vote: "up" },
    },
    effects: () => [...simulator.cekura.votes(LOG).values()].filter((isUp) => isUp === true).length,
  };
}

/** Every route that writes to Ultravox or Cekura. */
export const WRITING_ROUTES: readonly [WritingRoute, WritingRoute, WritingRoute] = [
  { name: "POST /calls", prepare: prepareStart, recoveryMs: START_RECOVERY_MS, looks: true },
  { name: "POST /calls/:id/hangup", prepare: prepareHangUp },
  { name: "POST /calls/:id/evaluation/votes", prepare: prepareVote, asks: "cekura" },
];
