import { inject } from "vitest";
import { UPSTREAM_KEY } from "./identities.ts";
import type { RawCall } from "./raw-call.ts";

/** Settings of a Worker whose upstream is the simulator that runs beside the tests. */
export function simulatorEnv(): Record<string, string> {
  return { ULTRAVOX_BASE_URL: inject("simulatorUrl") };
}

/** Before the first of the simulator's own calls, and after those that tests add. */
export const SEEDED_SINCE = "2021-01-01T00:00:00.000Z";
const ADDED_AT = "2020-06-01T12:00:00Z";

/** Calls as the simulator lists them to who has the key, newest first; `query` is in the vendor's words. */
export async function simulatedCalls(query: Record<string, string> = {}): Promise<RawCall[]> {
  const calls: RawCall[] = [];
  const params = new URLSearchParams({ sort: "-created", pageSize: "100", ...query });
  let next: string | null = `${inject("simulatorUrl")}/calls?${params}`;
  while (next !== null) {
    const answer: Response = await fetch(next, { headers: { "X-API-Key": UPSTREAM_KEY } });
    const page = await answer.json<{ results: RawCall[]; next: string | null }>();
    calls.push(...page.results);
    next = page.next;
  }
  return calls;
}

/** Adds an old call with the given metadata, and answers its id. */
export async function addSimulatedCall(metadata: Record<string, string>): Promise<string> {
  const answer = await fetch(`${inject("simulatorControlUrl")}/calls`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ metadata, created: ADDED_AT }),
  });
  return (await answer.json<{ callId: string }>()).callId;
}
