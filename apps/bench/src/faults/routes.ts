import { SHOWCASE_CALL_IDS } from "@keyhole/simulator";
import type { Beside } from "./faults.ts";

/** A request of the page. */
export interface Request {
  method: "GET" | "POST";
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: unknown;
}

/** A route that asks the upstream, and is the same whenever it is asked. */
export interface FaultyRoute extends Request {
  asks?: Beside;
  /** What of its answer differs from time to time. */
  without?: readonly string[];
  /** It answers without what the upstream would have added, and then says this. */
  mayDoWithout?: RegExp;
  /** The answer is the recording, by the ticket that `POST` of the same path gives. */
  isStream?: true;
}

const CALL = SHOWCASE_CALL_IDS.direct;
const STORED = SHOWCASE_CALL_IDS.conversation;
const UNAVAILABLE = /"reason":"unavailable"/;

/** Every route that reads from Ultravox or Cekura. */
export const ROUTES: readonly [FaultyRoute, ...FaultyRoute[]] = [
  { method: "GET", path: "/v1/calls?limit=10" },
  { method: "GET", path: "/v1/calls?limit=10&status=ended" },
  { method: "GET", path: `/v1/calls/${CALL}` },
  { method: "GET", path: `/v1/calls/${CALL}/messages?limit=50` },
  { method: "GET", path: `/v1/calls/${CALL}/events?limit=50` },
  { method: "GET", path: "/v1/agents" },
  { method: "GET", path: "/v1/stats?by=day" },
  // The name of an agent is its id until the upstream tells it.
  { method: "GET", path: "/v1/talk", mayDoWithout: /"id":"([^"]+)","name":"\1"/ },
  { method: "POST", path: `/v1/calls/${CALL}/recording`, without: ["url", "expiresAt"] },
  { method: "POST", path: `/v1/calls/${STORED}/recording`, without: ["url", "expiresAt"], asks: "storage" },
  { method: "GET", path: `/v1/calls/${CALL}/recording`, isStream: true },
  { method: "GET", path: `/v1/calls/${STORED}/recording`, isStream: true, asks: "storage" },
  {
    method: "GET",
    path: `/v1/calls/${STORED}/recording`,
    isStream: true,
    asks: "storage",
    headers: { Range: "bytes=5000-9999" },
  },
  {
    method: "GET",
    path: `/v1/evaluations?call=${CALL}&call=${STORED}`,
    asks: "cekura",
    mayDoWithout: UNAVAILABLE,
  },
  { method: "GET", path: `/v1/calls/${CALL}/evaluation`, asks: "cekura" },
];
