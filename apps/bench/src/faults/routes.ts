import { SHOWCASE_CALL_IDS } from "@keyhole/simulator";

/** A route that asks the upstream. */
export interface FaultyRoute {
  method: "GET" | "POST";
  path: string;
  /** What of its answer differs from time to time. */
  without?: readonly string[];
  /** It answers without what the upstream would have added. */
  mayDoWithout?: true;
}

const CALL = SHOWCASE_CALL_IDS.direct;

/** Every route that asks Ultravox and is the same whenever it is asked. */
export const ROUTES: readonly [FaultyRoute, ...FaultyRoute[]] = [
  { method: "GET", path: "/v1/calls?limit=10" },
  { method: "GET", path: "/v1/calls?limit=10&status=ended" },
  { method: "GET", path: `/v1/calls/${CALL}` },
  { method: "GET", path: `/v1/calls/${CALL}/messages?limit=50` },
  { method: "GET", path: `/v1/calls/${CALL}/events?limit=50` },
  { method: "GET", path: "/v1/agents" },
  { method: "GET", path: "/v1/stats?by=day" },
  // The name of an agent is its id until the upstream tells it.
  { method: "GET", path: "/v1/talk", mayDoWithout: true },
  { method: "POST", path: `/v1/calls/${CALL}/recording`, without: ["url", "expiresAt"] },
];
