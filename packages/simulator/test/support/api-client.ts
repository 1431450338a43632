import type { Simulator } from "../../src/simulator.ts";

/** The fields of the vendor's Call that tests read. */
export interface WireCall {
  callId: string;
  clientVersion: string | null;
  created: string;
  joined: string | null;
  ended: string | null;
  endReason: string | null;
  agent: { agentId: string; name: string } | null;
  agentId: string | null;
  voice: string | null;
  languageHint: string | null;
  medium?: Record<string, unknown> | null;
  metadata: Record<string, string>;
  summary: string | null;
  shortSummary: string | null;
  joinUrl: string | null;
  systemPrompt: string | null;
}

/** The vendor's Message. */
export interface WireMessage {
  role: string;
  text: string;
  medium?: string;
  callStageMessageIndex: number;
  callStageId: string;
  timespan?: { start: string; end?: string };
  wallClockTimespan?: { start: string; end?: string };
  invocationId?: string;
  toolName?: string;
  errorDetails?: string;
}

/** One page of a list. */
export interface WirePage<Row = WireCall> {
  next: string | null;
  previous: string | null;
  results: Row[];
  total: number;
}

/** Sends a request with the right key. `path` is relative to the base URL, or a full address. */
export function send(simulator: Simulator, path: string, init: RequestInit = {}): Promise<Response> {
  const url = path.startsWith("http") ? path : `${simulator.baseUrl}${path}`;
  return fetch(url, { ...init, headers: { "X-API-Key": simulator.apiKey, ...init.headers } });
}

/** The parsed body of an answer. Throws unless the status is 200. */
export async function read<Body = WirePage>(simulator: Simulator, path: string): Promise<Body> {
  const response = await send(simulator, path);
  if (response.status !== 200) {
    throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  }
  return (await response.json()) as Body;
}

/** Follows `next` to the end and returns all pages. */
export async function walk<Row = WireCall>(simulator: Simulator, path: string): Promise<WirePage<Row>[]> {
  const pages: WirePage<Row>[] = [];
  for (let next: string | null = path; next !== null; ) {
    const page: WirePage<Row> = await read<WirePage<Row>>(simulator, next);
    pages.push(page);
    next = page.next;
  }
  return pages;
}

/** All rows of a list. */
export async function readAll<Row = WireCall>(simulator: Simulator, path: string): Promise<Row[]> {
  return (await walk<Row>(simulator, path)).flatMap((page) => page.results);
}

/** Sends JSON to the control plane. */
export function control(
  simulator: Simulator,
  method: string,
  path: string,
  body?: unknown,
): Promise<Response> {
  return fetch(`${simulator.controlUrl}${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
  });
}
