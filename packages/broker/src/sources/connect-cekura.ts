import { type Cekura, type CekuraKnowledge, createCekura } from "@keyhole/upstream/cekura";
import type { Result, UpstreamError } from "@keyhole/upstream/request";
import type { Audience } from "../base/audience.ts";
import type { Meter } from "../base/meter.ts";
import { budgetedFetch, createUpstreamHealth, type UpstreamHealth } from "../budget/budgeted-fetch.ts";
import type { UpstreamState } from "../budget/lease.ts";
import { createUpstreamBudget, type UpstreamBudget } from "../budget/upstream-budget.ts";
import type { CekuraProject } from "../config/check-site.ts";
import type { Settings } from "../config/settings.ts";
import { Refusal } from "../http/refusal.ts";
import type { ProjectKey, ProjectKeys } from "../provisioning/project-keys.ts";
import { refuseUpstream } from "./refuse-upstream.ts";
import type { TimeLimit } from "./source.ts";

export interface CekuraConnectionOptions {
  settings: Pick<Settings, "cekura">;
  projectKeys: ProjectKeys;
  upstream: (name: string, key: string) => UpstreamState;
  fetch: typeof globalThis.fetch;
  now: () => number;
  waitUntil: (work: Promise<unknown>) => void;
}

/** One request's way to a project in Cekura. */
export interface CekuraLink {
  /** Makes a client that sends no more than `requests.left`, repeats included. Refuses if there is no key. */
  connect(requests: { left: number }, time: TimeLimit): Promise<Cekura>;
  /** Reads an answer, or refuses in the broker's words. */
  unwrap<Value>(path: string, answer: Result<Value>, method?: "POST"): Value;
}

/** What requests with one key share in this isolate. */
interface SharedByKey {
  budget: UpstreamBudget;
  health: UpstreamHealth;
  learnt: CekuraKnowledge;
}

/** The connections of an isolate, and what Cekura last showed about the key. */
export interface CekuraConnection {
  link(project: CekuraProject, audience: Audience, meter: Meter): CekuraLink;
  fault(): Refusal | null;
}

/** Connects requests to Cekura, each project with its own key. Members and visitors share the budget of a key. */
export function connectCekura({
  settings,
  projectKeys,
  upstream,
  fetch,
  now,
  waitUntil,
}: CekuraConnectionOptions): CekuraConnection {
  const { baseUrl } = settings.cekura;
  const { origin } = new URL(baseUrl);
  const sharedByKey = new Map<string, SharedByKey>();
  let fault: Refusal | null = null;

  function sharedBy(apiKey: string): SharedByKey {
    const known = sharedByKey.get(apiKey);
    if (known !== undefined) return known;
    const shared = {
      budget: createUpstreamBudget({ state: () => upstream("cekura", apiKey), now, waitUntil }),
      health: createUpstreamHealth(),
      learnt: { isInRefused: false },
    };
    sharedByKey.set(apiKey, shared);
    return shared;
  }

  function link(project: CekuraProject, audience: Audience, meter: Meter): CekuraLink {
    let key: ProjectKey | null = null;
    return {
      async connect(requests, time) {
        key ??= await projectKeys.keyFor(project, time);
        const { apiKey } = key;
        // Refuses here rather than inside fetch, whose errors the client takes for network faults.
        upstream("cekura", apiKey);
        const { learnt, ...shared } = sharedBy(apiKey);
        const budgeted = budgetedFetch(fetch, { ...shared, audience, origin, meter });
        return createCekura({ apiKey, baseUrl, fetch: countedFetch(budgeted, requests), now, learnt });
      },
      unwrap(path, answer, method) {
        if (answer.ok) {
          if (method === undefined) fault = null;
          return answer.value;
        }
        const { error } = answer;
        // The client takes it for a fault of the upstream.
        if (meter.failure instanceof Refusal) throw meter.failure;
        const asked = {
          service: "evaluation service",
          path,
          settings: SETTINGS,
          isAlwaysThere: false,
        } as const;
        const refusal = refuseUpstream(error, method === undefined ? asked : { ...asked, method });
        if (LISTS.includes(path) && isElsewhere(error)) {
          fault = withPlace(refusal);
          throw fault;
        }
        if (error.kind !== "key_rejected" || key === null) throw refusal;
        const told = withWayOut(refusal, key, method);
        // A key that only reads is refused a vote, and is still good.
        if (method !== undefined) throw told;
        fault = told;
        waitUntil(projectKeys.noteRejected(project, key).catch(() => {}));
        throw told;
      },
    };
  }
  return { link, fault: () => fault };
}

/** Where the API has an answer whatever a project holds. */
const LISTS = ["/observability/v2/call-logs/", "/test_framework/v2/aiagents/"];

/** Whether an answer shows that the API is not at the base URL, or that there is no such project. */
function isElsewhere(error: UpstreamError): boolean {
  if (error.kind === "invalid") return error.reason === "not_json" || error.reason === "redirect";
  return error.kind === "not_found" || (error.kind === "refused" && error.status === 404);
}

/** Names the settings that say where a project is. */
function withPlace({ code, detail, options }: Refusal): Refusal {
  const ownerDetail = `cekura.project or CEKURA_BASE_URL: lead to no calls: ${options.ownerDetail ?? ""}`;
  return new Refusal(code, detail, { ...options, ownerDetail });
}

const SETTINGS = { baseUrl: "CEKURA_BASE_URL", apiKey: "CEKURA_API_KEY", path: null };

/** Says what to do about a key that was made, and about one that may only read. */
function withWayOut({ code, detail, options }: Refusal, { made }: ProjectKey, method?: "POST"): Refusal {
  const { ownerDetail = "" } = options;
  const answered = ownerDetail.replace(/^.*? is rejected: /, "");
  const reads = method === undefined ? "" : ", or only reads";
  return new Refusal(code, detail, {
    ...options,
    ownerDetail:
      made === null
        ? `CEKURA_API_KEY: is rejected${reads}: ${answered}`
        : `the Cekura key ${made.id} (${made.name}) is rejected: ${answered}; revoke it, and set another organization's key, which makes a new one: wrangler secret put CEKURA_API_KEY`,
  });
}

/** A fetch that sends so many requests, and answers the others itself, as an upstream that is overloaded. */
function countedFetch(fetch: typeof globalThis.fetch, requests: { left: number }): typeof globalThis.fetch {
  return async (...request: Parameters<typeof globalThis.fetch>) => {
    if (requests.left <= 0) return new Response(null, { status: 503, headers: { "Retry-After": "60" } });
    requests.left -= 1;
    return fetch(...request);
  };
}
