import type { SiteState } from "../admission/state.ts";
import {
  PROBE_CACHE_SECONDS,
  PROBE_DEADLINE_MS,
  PROBE_PAUSE_SECONDS,
  PROBES_PER_MINUTE,
} from "../base/limits/answers.ts";
import { createMeter } from "../base/meter.ts";
import type { Site } from "../config/check-site.ts";
import { Refusal } from "../http/refusal.ts";
import type { Sources } from "../sources/sources.ts";
import { createVerdictMemory } from "./verdict-memory.ts";

/** What is known of a site's upstream. Null: nothing. */
export interface UpstreamVerdict {
  isReachable: boolean | null;
  isKeyAccepted: boolean | null;
  /** Why not; null where nothing is wrong. */
  refusal: Refusal | null;
}

/** Finds out about a site's upstream. `tell` hears of a failure if this very request has met it. */
export type ProbeUpstream = (site: Site, tell: (refusal: Refusal) => void) => Promise<UpstreamVerdict>;

export interface ProbeOptions {
  sources: Pick<Sources, "sourceFor" | "faultOf">;
  state: { site(site: string, audience: "visitors"): SiteState };
  now: () => number;
}

const UNKNOWN: UpstreamVerdict = { isReachable: null, isKeyAccepted: null, refusal: null };

/**
 * Asks an upstream for one agent, on behalf of strangers. So that they cannot spend its budget, an isolate keeps what it
 * learns for a minute, for all sites with the same key, and all isolates together ask a few times a minute for each
 * site. The trade-off: beyond that, an isolate that knows nothing says so.
 */
export function createProbe({ sources, state, now }: ProbeOptions): ProbeUpstream {
  const recallVerdict = createVerdictMemory<UpstreamVerdict>(now);

  async function ask(site: Site): Promise<UpstreamVerdict> {
    const use = { kind: "probe", limitPerMinute: PROBES_PER_MINUTE, count: 1, nowMs: now() } as const;
    try {
      if (!(await state.site(site.id, "visitors").take(use)).ok) return UNKNOWN;
    } catch {
      return UNKNOWN;
    }
    return verdictAfter(async () => {
      const source = sources.sourceFor(site, "visitors", createMeter());
      await source.agents({ cursor: null, pageSize: 1 }, { deadlineMs: PROBE_DEADLINE_MS });
      return { isReachable: true, isKeyAccepted: true, refusal: null };
    });
  }

  /** What viewers' requests have shown. */
  function recall(site: Site): Promise<UpstreamVerdict> {
    return verdictAfter(async () => {
      const fault = sources.faultOf(site);
      return fault === null ? UNKNOWN : verdictOf(fault);
    });
  }

  return async function probeUpstream(site, tell) {
    // The first request of such a site makes a key, which is for its viewers to do.
    if (site.source === "cekura" && site.cekura?.provisionKey) return recall(site);
    const key = `${site.source} ${site.source === "cekura" ? site.cekura?.project : ""}`;
    return recallVerdict(key, async () => {
      const verdict = await ask(site);
      if (verdict.refusal !== null) tell(verdict.refusal);
      const isUnknown = verdict.isReachable === null && verdict.refusal === null;
      return { verdict, keepSeconds: isUnknown ? PROBE_PAUSE_SECONDS : PROBE_CACHE_SECONDS };
    });
  };
}

async function verdictAfter(look: () => Promise<UpstreamVerdict>): Promise<UpstreamVerdict> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof Refusal) return verdictOf(error);
    throw error;
  }
}

function verdictOf(refusal: Refusal): UpstreamVerdict {
  const { code, options } = refusal;
  switch (code) {
    case "upstream_key_rejected":
      return { isReachable: true, isKeyAccepted: false, refusal };
    case "not_configured":
      return { isReachable: null, isKeyAccepted: false, refusal };
    case "upstream_unavailable":
    case "upstream_invalid":
    case "not_found":
      // The broker's own state, too, can be unavailable: that says nothing of the upstream.
      if (!options.reason?.startsWith("upstream: ")) return UNKNOWN;
      return { isReachable: false, isKeyAccepted: null, refusal };
    default:
      // Its limit, or the budget that keeps within it, is used up.
      return UNKNOWN;
  }
}
