import type { Scope } from "@keyhole/contract";
import { inject } from "vitest";
import { brokerGranting, type MemberSetting } from "./enter-as.ts";
import { signAssertion } from "./sign-jwt.ts";
import { simulatorEnv } from "./simulated.ts";
import { TestPage } from "./test-page.ts";
import { keepSecret } from "./witness.ts";

/** The project in which the simulated Cekura evaluates the calls of Ultravox. */
export const PROJECT = 1376;
export const PROJECT_QUERY = `project_id=${PROJECT}`;

/** A call log as Cekura answers it to who has the key. */
export interface RawLog {
  id: number;
  call_id: string;
  success: boolean | null;
  status: string;
  is_reviewed: boolean;
  error_message: string | null;
  timestamp: string;
  metrics: { id: number; name: string }[];
  evaluation: { metrics: { id: number; explanation: string[] }[] };
}

export interface EvaluatedSetting extends MemberSetting {
  /** Answers instead of Cekura, where it answers anything. */
  instead?: (url: URL, init: RequestInit | undefined) => Response | Promise<Response> | undefined;
}

/** A member's page over calls of the simulated Ultravox that the simulated Cekura has evaluated. */
export async function enterEvaluated({ instead, ...setting }: EvaluatedSetting = {}) {
  const keys = inject("cekuraKeys");
  for (const [kind, key] of Object.entries(keys)) keepSecret(`the ${kind} key of Cekura`, key);
  /** Requests to Cekura, in order. */
  const asked: URL[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = new URL(new Request(input, init).url);
    if (!url.href.startsWith(inject("cekuraUrl"))) return globalThis.fetch(input, init);
    asked.push(url);
    return (await instead?.(url, init)) ?? globalThis.fetch(input, init);
  };
  const scopes: readonly Scope[] = setting.scopes ?? ["calls:read", "evaluations:read"];
  const broker = brokerGranting(fetch, {
    ...setting,
    scopes,
    site: { cekura: { project: PROJECT }, ...setting.site },
    env: {
      ...simulatorEnv(),
      CEKURA_BASE_URL: inject("cekuraUrl"),
      CEKURA_API_KEY: keys.project,
      ...setting.env,
    },
  });
  return { broker, page: await TestPage.enter(broker, await signAssertion()), asked };
}

/** What Cekura answers at a path to who has the project's key. */
export async function askCekura<Body>(path: string): Promise<Body> {
  const headers = { "X-CEKURA-API-KEY": inject("cekuraKeys").project };
  const answer = await fetch(`${inject("cekuraUrl")}${path}`, { headers });
  return answer.json<Body>();
}

/** The newest call logs of the project, at most a hundred. */
export async function rawLogs(query = ""): Promise<RawLog[]> {
  const path = `/observability/v2/call-logs/?${PROJECT_QUERY}&page_size=100${query}`;
  return (await askCekura<{ results: RawLog[] }>(path)).results;
}

/** The query that names calls. */
export function naming(ids: readonly string[]): string {
  return ids.map((id) => `call=${id}`).join("&");
}
