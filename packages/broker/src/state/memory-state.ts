import { roomFor, type SecondUse, type Taking, usesOf, WINDOW_SECONDS } from "../admission/sliding-window.ts";
import type { AssertionUse, SiteState, Take, ViewerState } from "../admission/state.ts";
import { createMemoryAudit } from "../audit/audit-state.ts";
import { sleepByTimer } from "../base/sleep.ts";
import { createMemoryDeliveries } from "../bridge/memory-deliveries.ts";
import type { UpstreamState } from "../budget/lease.ts";
import { Ledger } from "../budget/ledger.ts";
import { type KeyRecord, KeyVault, type ProjectKeyState } from "../provisioning/key-record.ts";
import { QuestionBoards } from "../questions/question-boards.ts";
import { joinLedgers } from "../starts/join-ledgers.ts";
import { createStartList, StartLedger } from "../starts/start-ledger.ts";
import { createSwitchList, SwitchBoard, type SwitchState } from "../switches/switch-state.ts";
import type { BrokerState } from "./broker-state.ts";

/**
 * Keeps state in the memory of this process, and behaves like the Worker's Durable Objects: for tests, and
 * for a broker that runs as one Node process. A restart loses it. `sleep` waits for deliveries that are due.
 */
export function createMemoryState(
  now: () => number = Date.now,
  sleep: (ms: number) => Promise<void> = sleepByTimer,
): BrokerState {
  const deliveries = createMemoryDeliveries(now, sleep);
  const viewers = new Map<string, ViewerState>();
  const sites = new Map<string, SiteState>();
  const upstreams = new Map<string, UpstreamState>();
  const projectKeys = new Map<string, ProjectKeyState>();
  const questions = new QuestionBoards({ now, sleep });
  const audit = createMemoryAudit(now);
  const switches = new Map<string, SwitchState>();
  const ledgers = new Map<string, StartLedger>();
  const ledger = (...owner: readonly string[]) =>
    getOrCreate(ledgers, owner.join("\n"), () => new StartLedger(createStartList()));
  return {
    viewer: (site, subject) => getOrCreate(viewers, `${site}\n${subject}`, createViewer),
    site: (site, audience) => getOrCreate(sites, `${site}\n${audience}`, createSite),
    upstream: (name, key) => getOrCreate(upstreams, `${name}\n${key}`, () => createUpstream(now)),
    projectKey: (baseUrl, project) => getOrCreate(projectKeys, `${baseUrl}\n${project}`, createProjectKey),
    question: (name) => ({
      ask: (asking) => questions.ask(name, asking),
      tell: (telling) => questions.tell(name, telling),
    }),
    audit: () => audit,
    switches: (site) => getOrCreate(switches, site, () => new SwitchBoard(createSwitchList())),
    startsOfViewer(site, viewers) {
      const owned = viewers.map((viewer) => ledger("viewer", site, viewer));
      return joinLedgers(owned.map((each) => async (ask) => ask(each)));
    },
    startsOfAudience: (site, audience) => ledger("audience", site, audience),
    startsOfKey: (name, key) => ledger("key", name, key),
    deliveries: (site) => deliveries.ledger(site),
    consumeDeliveries: (consumer) => deliveries.consume(consumer),
  };
}

function getOrCreate<Value>(map: Map<string, Value>, key: string, create: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const created = create();
  map.set(key, created);
  return created;
}

function createViewer(): ViewerState {
  const take = createWindow();
  const assertions = new Map<string, { thumbprint: string; expiresAtMs: number }>();
  const proofs = new Map<string, { expiresAtMs: number }>();
  function isBound({ id, thumbprint, expiresAtMs, isSingleUse }: AssertionUse): boolean {
    const bound = assertions.get(id);
    if (bound === undefined) assertions.set(id, { thumbprint, expiresAtMs });
    return bound === undefined || (bound.thumbprint === thumbprint && !isSingleUse);
  }

  return {
    async admit({ kind, limitPerMinute: limit, count = 1, nowMs, spendWithinSeconds, proof, assertion }) {
      if (assertion !== undefined && !isBound(assertion)) return { ok: false, reason: "reused" };
      if (proof !== null) {
        forgetExpired(proofs, nowMs);
        if (proofs.has(proof.id)) return { ok: false, reason: "replayed" };
        proofs.set(proof.id, { expiresAtMs: proof.expiresAtMs });
      }
      const taken = take(kind, { limit, count, nowMs, spendWithinSeconds });
      return taken.ok ? taken : { ...taken, reason: "limited" };
    },
  };
}

function createSite(): SiteState {
  const take = createWindow();
  return { take: async ({ kind, limitPerMinute: limit, ...use }) => take(kind, { limit, ...use }) };
}

function createUpstream(now: () => number): UpstreamState {
  const ledger = new Ledger(now);
  return {
    lease: async (request) => ledger.lease(request),
    permit: async (audience) => ledger.permit(audience),
    shrink: async () => ledger.shrink(),
    report: async (health) => ledger.report(health),
    describe: async () => ledger.describe(),
  };
}

function createProjectKey(): ProjectKeyState {
  let record: KeyRecord | undefined;
  return new KeyVault({
    read: () => record,
    write(changed) {
      record = changed;
    },
  });
}

/** Counts uses by name and second, like the Durable Objects in SQLite. */
function createWindow(): (name: string, taking: Taking) => Take {
  const usesByName = new Map<string, SecondUse[]>();
  return (name, taking) => {
    const { limit, count, nowMs } = taking;
    const second = Math.floor(nowMs / 1000);
    const uses = (usesByName.get(name) ?? []).filter((use) => use.second >= second - WINDOW_SECONDS);
    const taken = roomFor(uses, { limit, count, second });
    for (const use of taken.ok ? usesOf(taking) : []) {
      const same = uses.find((one) => one.second === use.second);
      if (same === undefined) uses.push(use);
      else same.count += use.count;
    }
    usesByName.set(
      name,
      uses.toSorted((one, other) => one.second - other.second),
    );
    return taken;
  };
}

function forgetExpired(entries: Map<string, { expiresAtMs: number }>, nowMs: number): void {
  for (const [id, { expiresAtMs }] of entries) if (expiresAtMs <= nowMs) entries.delete(id);
}
