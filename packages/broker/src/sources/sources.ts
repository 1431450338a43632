import { createUltravox } from "@keyhole/upstream/ultravox";
import { getDomain } from "tldts";
import type { Audience } from "../base/audience.ts";
import type { Meter } from "../base/meter.ts";
import { budgetedFetch, createUpstreamHealth } from "../budget/budgeted-fetch.ts";
import type { UpstreamState } from "../budget/lease.ts";
import { createUpstreamBudget } from "../budget/upstream-budget.ts";
import type { CekuraProject, Site } from "../config/check-site.ts";
import { isLoopback } from "../config/origin-pattern.ts";
import type { Settings } from "../config/settings.ts";
import { Refusal } from "../http/refusal.ts";
import type { ProjectKeys } from "../provisioning/project-keys.ts";
import type { CallSink } from "./call-sink.ts";
import type { CallStarter } from "./call-starter.ts";
import { createCekuraSource } from "./cekura.ts";
import { createCekuraAgents } from "./cekura-agents.ts";
import { createCekuraEvaluations } from "./cekura-evaluations.ts";
import { createCekuraSink } from "./cekura-sink.ts";
import { connectCekura } from "./connect-cekura.ts";
import type { EvaluationSource, SourceEvaluation } from "./evaluation-source.ts";
import type { CallSource } from "./source.ts";
import { createUltravoxSource } from "./ultravox.ts";
import { createUltravoxStarter } from "./ultravox-starter.ts";

/** The sources of all sites. Both methods refuse if the source of a site is not configured. */
export interface Sources {
  /** The source of a site's calls, for its visitors or its members. It serves the request of the meter. */
  sourceFor(site: SourceSite, audience: Audience, meter: Meter): CallSource;
  /** The evaluations of a site's calls, for the same request. Refuses if the site names no project of Cekura. */
  evaluationsFor(site: SourceSite, audience: Audience, meter: Meter): EvaluationSource;
  /** Starts calls at a site's source, for the same request. Refuses if the source starts none. */
  starterFor(site: SourceSite, audience: Audience, meter: Meter): CallStarter;
  /** Where the site's bridge sends calls. Refuses if the Worker has no key for it. */
  sinkFor(site: BridgedSite, meter: Meter): CallSink;
  /** A wrong setting that the source last answered with in this isolate; null if there is none. */
  faultOf(site: SourceSite): Refusal | null;
}

export interface SourceOptions {
  /** Finds the budget of an upstream key. Refuses if the Worker has no place for it. */
  upstream: (name: string, key: string) => UpstreamState;
  fetch: typeof globalThis.fetch;
  now: () => number;
  waitUntil: (work: Promise<unknown>) => void;
  /** Keys of projects in Cekura. */
  projectKeys: ProjectKeys;
  /** Hears of the evaluation that a call of Cekura came with. */
  noteEvaluation: (project: number, callId: string, evaluation: SourceEvaluation) => void;
  /** Hears of one that another request has read. */
  learnEvaluation: (project: number, callId: string, evaluation: SourceEvaluation) => void;
  /** Where the broker itself is reached: no recording comes from there. */
  publicUrls: readonly string[];
}

/** One source, and what it says of its settings. */
interface Connection {
  source(audience: Audience, meter: Meter): CallSource;
  /** Absent where the source starts no calls. */
  starter?(audience: Audience, meter: Meter): CallStarter;
  fault(): Refusal | null;
}

/** A site, as far as its source depends on it. */
type SourceSite = Pick<Site, "id" | "source" | "cekura">;
type BridgedSite = SourceSite & Pick<Site, "bridge">;

/** Connects to the sources for which the Worker has a key. */
export function createSources(settings: Settings, options: SourceOptions): Sources {
  const { projectKeys, now, publicUrls, noteEvaluation, learnEvaluation } = options;
  const { isDevelopment } = settings;
  const cekura = connectCekura({ settings, ...options });
  const agents = createCekuraAgents(now);
  const ultravox = connectUltravox(settings, options);

  function projectOf({ id, cekura: project }: SourceSite): CekuraProject {
    projectKeys.check();
    if (project !== null) return project;
    throw new Refusal(
      "not_configured",
      "This site has no evaluations: its owner can name a project of Cekura.",
      {
        ownerDetail: `sites.${id}.cekura: is not set; expects { project: <number> }`,
      },
    );
  }

  const connections: Record<Site["source"], (site: SourceSite) => Connection> = {
    ultravox,
    cekura(site) {
      const found = projectOf(site);
      const { project } = found;
      return {
        source: (audience, meter) =>
          createCekuraSource({
            ...cekura.link(found, audience, meter),
            baseUrl: settings.cekura.baseUrl,
            project,
            agents,
            now,
            isAllowedStorage: (url) => isPublicStorage(url, { isDevelopment, publicUrls }),
            noteEvaluation: (callId, evaluation) => noteEvaluation(project, callId, evaluation),
            learnEvaluation: (callId, evaluation) => learnEvaluation(project, callId, evaluation),
          }),
        fault: cekura.fault,
      };
    },
  };
  return {
    sourceFor: (site, audience, meter) => connections[site.source](site).source(audience, meter),
    evaluationsFor(site, audience, meter) {
      const found = projectOf(site);
      const ids = site.source === "cekura" ? "own" : "provider";
      const link = cekura.link(found, audience, meter);
      return createCekuraEvaluations({ ...link, project: found.project, ids });
    },
    starterFor(site, audience, meter) {
      const starter = connections[site.source](site).starter?.(audience, meter);
      if (starter === undefined) throw new Refusal("not_found", "No calls are started here.");
      return starter;
    },
    sinkFor(site, meter) {
      const found = projectOf(site);
      // Behind viewers, as everything that the bridge asks for.
      const link = cekura.link(found, "visitors", meter);
      return createCekuraSink({
        ...link,
        project: found.project,
        agentId: site.bridge?.cekuraAgent ?? 0,
      });
    },
    faultOf: (site) => connections[site.source](site).fault(),
  };
}

/** Members and visitors share the budget of the key; members go first. */
function connectUltravox(
  { ultravox: { apiKey, baseUrl }, isDevelopment }: Settings,
  { upstream, fetch, now, waitUntil, publicUrls }: SourceOptions,
): () => Connection {
  if (apiKey === null) {
    return function refuseWithoutKey() {
      throw new Refusal(
        "not_configured",
        "The Worker has no upstream key: set it with wrangler secret put ULTRAVOX_API_KEY.",
        { ownerDetail: "ULTRAVOX_API_KEY: is not set; expects a key: wrangler secret put ULTRAVOX_API_KEY" },
      );
    };
  }
  const state = () => upstream("ultravox", apiKey);
  const budget = createUpstreamBudget({ state, now, waitUntil });
  const health = createUpstreamHealth();
  const { origin } = new URL(baseUrl);
  let fault: Refusal | null = null;
  const isAllowedStorage = (url: URL) => isPublicStorage(url, { isDevelopment, publicUrls });
  const noteFault = (noted: Refusal | null) => {
    fault = noted;
  };
  const client = (audience: Audience, meter: Meter) =>
    createUltravox({
      apiKey,
      baseUrl,
      fetch: budgetedFetch(fetch, { budget, audience, origin, health, meter }),
      now,
    });
  return function connection() {
    // Refuses here rather than inside fetch, whose errors the client takes for network faults.
    state();
    return {
      source: (audience, meter) =>
        createUltravoxSource(() => client(audience, meter), {
          id: `ultravox ${baseUrl}`,
          isAllowedStorage,
          noteFault,
          meter,
        }),
      starter: (audience, meter) => createUltravoxStarter(client(audience, meter), { noteFault, meter }),
      fault: () => fault,
    };
  };
}

/** Top levels that no public name has, and names that stand for the own network. */
const PRIVATE_SUFFIXES = [
  "local",
  "localhost",
  "localdomain",
  "internal",
  "intranet",
  "lan",
  "corp",
  "home",
  "home.arpa",
  "private",
  "test",
  "invalid",
  "onion",
  "alt",
];

/** An IPv4 address within a name, by which some name servers answer with that address. */
const EMBEDDED_ADDRESS = /(?:^|[.-])\d{1,3}([.-])\d{1,3}\1\d{1,3}\1\d{1,3}(?=[.-]|$)/;

/**
 * Whether a recording may be fetched from a redirect's target: `https` at its own port, on a public host
 * by name rather than by number, outside of the broker's own domain. In development the simulator's
 * loopback address is allowed too. What a name resolves to is not known here: the Worker's flag
 * `global_fetch_strictly_public` sees to that.
 */
function isPublicStorage(
  url: URL,
  { isDevelopment, publicUrls }: { isDevelopment: boolean; publicUrls: readonly string[] },
): boolean {
  if (url.username !== "" || url.password !== "") return false;
  if (isDevelopment && isLoopback(url)) return true;
  const host = url.hostname.replace(/\.+$/, "");
  const isNumber = host.startsWith("[") || /^[\d.]+$/.test(host) || EMBEDDED_ADDRESS.test(host);
  const isNamed = host.includes(".") && !PRIVATE_SUFFIXES.some((suffix) => `.${host}`.endsWith(`.${suffix}`));
  // Within the own zone, a fetch would pass by what guards it.
  const isOwn = publicUrls.some((own) => domainOf(new URL(own).hostname) === domainOf(host));
  return url.protocol === "https:" && url.port === "" && !isNumber && isNamed && !isOwn;
}

/** The domain that somebody registered, or the host where there is none. */
function domainOf(hostname: string): string {
  return getDomain(hostname, { allowPrivateDomains: true }) ?? hostname;
}
