import type { CallSummary, Page, Scope } from "@keyhole/contract";
import { inject } from "vitest";
import { type EvaluatedSetting, enterEvaluated } from "./evaluated.ts";
import type { TestPage } from "./test-page.ts";

/** Agents on other platforms, whose calls exist in Cekura alone. */
export const OUTBOUND_PROJECT = 1377;
export const OUTBOUND_AGENTS = ["2201", "2202"];
const SCOPES: Scope[] = ["calls:read", "transcripts:read", "pii:read", "recordings:read", "evaluations:read"];

/** A call log as the organization's key sees it. */
export interface OutboundLog {
  id: number;
  agent: number;
  agent_name: string;
  timestamp: string;
  success: boolean | null;
  voice_recording_url: string;
  transcript_object: { role: string; content: string; start_time: number }[];
}

export async function askAsOrganization<Body>(path: string): Promise<Body> {
  const headers = { "X-CEKURA-API-KEY": inject("cekuraKeys").organization };
  return (await fetch(`${inject("cekuraUrl")}${path}`, { headers })).json<Body>();
}

/** All calls of a project, newest first, over the windows that Cekura allows. */
export async function allLogs(project = OUTBOUND_PROJECT): Promise<OutboundLog[]> {
  const logs: OutboundLog[] = [];
  const day = 86_400_000;
  for (let end = Date.now(); end > Date.now() - 120 * day; end -= 30 * day) {
    const [from, to] = [end - 30 * day + 1, end].map((ms) => new Date(ms).toISOString());
    const query = `project_id=${project}&page_size=100&timestamp_from=${from}&timestamp_to=${to}`;
    logs.push(
      ...(await askAsOrganization<{ results: OutboundLog[] }>(`/observability/v2/call-logs/?${query}`))
        .results,
    );
  }
  return logs;
}

export const enterOutbound = (setting: EvaluatedSetting = {}) =>
  enterEvaluated({
    scopes: SCOPES,
    ...setting,
    site: { source: "cekura", cekura: { project: OUTBOUND_PROJECT }, visitors: undefined, ...setting.site },
    env: { CEKURA_API_KEY: inject("cekuraKeys").organization, ...setting.env },
  });

/** The calls of a list to its end, from a cursor on or from the beginning. */
export async function walkList(
  page: TestPage,
  query = "",
  { limit = 20, cursor = null as string | null } = {},
): Promise<CallSummary[]> {
  const calls: CallSummary[] = [];
  for (let next = cursor; ; ) {
    const from = next === null ? "" : `&cursor=${next}`;
    const answer: Page<CallSummary> = await page.read(`/v1/calls?limit=${limit}${query}${from}`);
    calls.push(...answer.items);
    if (answer.next === null) return calls;
    next = answer.next;
  }
}

export const idsOf = (calls: readonly { id: string | number }[]) => calls.map(({ id }) => String(id));
