import type {
  AdminState,
  CacheUse,
  LimitUse,
  PlanUse,
  SiteStartUse,
  SourceName,
  UpstreamUse,
} from "@keyhole/contract";
import type { Handler } from "hono";
import manifest from "../../package.json" with { type: "json" };
import { ANSWERS_REMEMBERED } from "../base/limits/answers.ts";
import { UPSTREAM_BUDGET_PER_SECOND } from "../base/limits/budget.ts";
import { SEEN_CALLS_SIZE } from "../base/limits/calls.ts";
import { EVALUATION_CACHE_SIZE } from "../base/limits/evaluations.ts";
import { PROOFS_REMEMBERED } from "../base/limits/tokens.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import { PLANS } from "../starts/start-books.ts";
import type { StartUse } from "../starts/start-ledger.ts";
import { provisionedProjects } from "./admin.ts";
import type { Broker } from "./broker.ts";

/** Answers `GET /v1/admin/state`. A figure that cannot be read is null; the other figures are still sent. */
export function adminStateRoute(broker: Broker): Handler<BrokerEnv> {
  const projects = provisionedProjects(broker.config);
  return async function answerState(context) {
    const [upstreams, starts, siteStarts, cekuraKeys] = await Promise.all([
      describeUpstreams(broker),
      describePlan(broker),
      describeSites(broker),
      Promise.all(
        projects.map(async (project) => {
          const { key, orphans } = await broker.projectKeys.describe(project);
          return { project, key, orphans };
        }),
      ),
    ]);
    const caches = describeCaches(broker);
    const { version } = manifest;
    return context.json({
      version,
      upstreams,
      starts,
      siteStarts,
      caches,
      cekuraKeys,
    } satisfies AdminState);
  };
}

function describeUpstreams({ config, state }: Broker): Promise<UpstreamUse[]> {
  const { ultravox, cekura } = config.settings;
  const keys: [SourceName, string | null][] = [
    ["ultravox", ultravox.apiKey],
    ["cekura", cekura.apiKey],
  ];
  return Promise.all(keys.flatMap(([source, key]) => (key === null ? [] : [describeUpstream(source, key)])));

  async function describeUpstream(source: SourceName, key: string): Promise<UpstreamUse> {
    const use = await readOrNull(() => state.upstream(source, key).describe());
    return {
      source,
      most: UPSTREAM_BUDGET_PER_SECOND,
      perSecond: use === null ? null : Math.floor(use.perSecond),
      inUse: use === null ? null : Math.ceil(use.inUse),
    };
  }
}

async function describePlan({ config, state, now }: Broker): Promise<PlanUse | null> {
  const { apiKey, plan } = config.settings.ultravox;
  const startsCalls = [...config.sites.values()].some(({ talk }) => talk !== null);
  if (apiKey === null || !startsCalls) return null;
  const use = await readOrNull(() => state.startsOfKey("ultravox", apiKey).describe(now()));
  const { perMinute, atOnce } = PLANS[plan];
  return {
    plan,
    lastMinute: limitUse(use, ({ lastMinute }) => lastMinute, perMinute),
    atOnce: limitUse(use, (each) => each.atOnce, atOnce),
  };
}

function describeSites({ config, state, now }: Broker): Promise<SiteStartUse[]> {
  const audiences = ["visitors", "members"] as const;
  const talking = [...config.sites.values()].flatMap(({ id, talk }) =>
    talk === null ? [] : audiences.map((audience) => ({ site: id, audience, limit: talk.limits[audience] })),
  );
  return Promise.all(
    talking.map(async ({ site, audience, limit }) => {
      const use = await readOrNull(() => state.startsOfAudience(site, audience).describe(now()));
      return {
        site,
        audience,
        lastHour: limitUse(use, ({ lastHour }) => lastHour, limit.startsPerHour),
        lastDay: limitUse(use, ({ lastDay }) => lastDay, limit.startsPerDay),
        minutes: limitUse(use, ({ takenMs }) => Math.ceil(takenMs / MINUTE_MS), limit.minutesPerDay),
        atOnce: limitUse(use, ({ atOnce }) => atOnce, limit.callsAtOnce),
      };
    }),
  );
}

const MINUTE_MS = 60_000;

function describeCaches({ questions, seenCalls, evaluationMemory, proofMemory }: Broker): CacheUse[] {
  return [
    { name: "answers", entries: questions.size, most: ANSWERS_REMEMBERED },
    { name: "seenCalls", entries: seenCalls.size, most: SEEN_CALLS_SIZE },
    { name: "evaluations", entries: evaluationMemory.size, most: EVALUATION_CACHE_SIZE },
    { name: "proofs", entries: proofMemory.size, most: PROOFS_REMEMBERED },
  ];
}

function limitUse(use: StartUse | null, of: (use: StartUse) => number, most: number | null): LimitUse {
  return { used: use === null ? null : of(use), most };
}

/** Returns null if the read fails. A missing binding throws before there is a promise, so `read` is called inside `try`. */
async function readOrNull<Value>(read: () => Promise<Value>): Promise<Value | null> {
  try {
    return await read();
  } catch {
    return null;
  }
}
