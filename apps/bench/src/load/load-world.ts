import { fileURLToPath } from "node:url";
import {
  type RunningWorkerd,
  type SimulatorProcess,
  startSimulatorProcess,
  startWorkerd,
  testVars,
} from "@keyhole/edge/testing";
import { SUPPORT_AGENT_ID, TENANTS, VISITOR_KEY } from "@keyhole/simulator";
import { visitorStamp } from "../../../../packages/broker/src/grants/visitor-rows.ts";
import type { Identity } from "./load-viewer.ts";
import { ProofKey } from "./proof-key.ts";

const CALLS = 1_500;
/** What Cloudflare allows an isolate. */
const HEAP_MIB = 128;
const CONFIG = fileURLToPath(new URL("load.config.ts", import.meta.url));
/** Single questions to the simulator meet faults too. */
const ATTEMPTS = 20;

/** The Worker with its objects, what it asks, and who its viewers are. */
export interface LoadWorld {
  brokerUrl: string;
  workerd: RunningWorkerd;
  simulator: SimulatorProcess;
  identities: readonly Identity[];
  /** The member who attacks: its subject, and the calls that it may see. */
  attacker: { subject: string; ownCalls: readonly string[] };
  stop(): Promise<void>;
}

export interface LoadWorldOptions {
  sessions: number;
  faultPercent: number;
  seed: number;
  /** What the vendor allows for one key. */
  requestsPerSecond: number;
}

export async function openLoadWorld(options: LoadWorldOptions): Promise<LoadWorld> {
  const { sessions, faultPercent, seed, requestsPerSecond } = options;
  const simulator = await startSimulatorProcess([
    ...["--calls", String(CALLS), "--seed", String(seed)],
    ...["--fault-percent", String(faultPercent), "--requests-per-second", String(requestsPerSecond)],
  ]);
  let workerd: RunningWorkerd | null = null;
  const stop = async () => {
    await workerd?.stop();
    await simulator.stop();
  };
  try {
    const keys = await Promise.all(Array.from({ length: sessions }, () => ProofKey.make()));
    const ownCalls = await addOwnCalls(simulator, keys);
    const truth = await readTruth(simulator);
    const identities = keys.map((key, index) => identityOf(key, index, truth, ownCalls));
    const vars = { ...testVars(simulator), TEST_BOOTH_AGENT: SUPPORT_AGENT_ID };
    const services = [{ name: "worker", vars }];
    workerd = await startWorkerd({
      services,
      config: CONFIG,
      shield: true,
      heapMib: HEAP_MIB,
      isSilent: true,
    });
    return {
      brokerUrl: workerd.urls.worker ?? "",
      workerd,
      simulator,
      identities,
      attacker: { subject: `${TENANTS[0]}:attacker`, ownCalls: callsOfTenant(truth, TENANTS[0]) },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What the vendor knows of each call. */
type Truth = ReadonlyMap<string, { tenant: string | undefined; agent: string | null }>;

/** Half of the viewers are members, a quarter visitors of the booth, a quarter visitors with calls of their own. */
function kindOf(index: number): "member" | "booth" | "desk" {
  if (index % 4 < 2) return "member";
  return index % 4 === 2 ? "booth" : "desk";
}

function identityOf(
  key: ProofKey,
  index: number,
  truth: Truth,
  ownCalls: ReadonlyMap<ProofKey, string>,
): Identity {
  const address = `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;
  const kind = kindOf(index);
  if (kind === "member") {
    const tenant = TENANTS[(index >> 2) % TENANTS.length] ?? "";
    return memberIdentity(key, { subject: `${tenant}:${index}`, address }, truth);
  }
  const own = ownCalls.get(key);
  const owns =
    kind === "booth" ? (id: string) => truth.get(id)?.agent === SUPPORT_AGENT_ID : (id: string) => id === own;
  return { key, site: kind, subject: null, address, owns, foreignCall: foreignOf(truth, owns, index) };
}

function memberIdentity(
  key: ProofKey,
  { subject, address }: { subject: string; address: string },
  truth: Truth,
): Identity {
  const [tenant = ""] = subject.split(":");
  const owns = (id: string) => truth.get(id)?.tenant === tenant;
  const place = Number.parseInt(key.thumbprint.slice(0, 4), 36) || 0;
  return { key, site: "acme", subject, address, owns, foreignCall: foreignOf(truth, owns, place) };
}

function callsOfTenant(truth: Truth, tenant: string): string[] {
  return [...truth].filter(([, call]) => call.tenant === tenant).map(([id]) => id);
}

function foreignOf(truth: Truth, owns: (id: string) => boolean, place: number): string {
  const ids = [...truth.keys()];
  for (let step = 0; step < ids.length; step += 1) {
    const id = ids[(place * 7 + step) % ids.length] ?? "";
    if (!owns(id)) return id;
  }
  throw new Error("Every call is this viewer's own.");
}

/** A call of its own for each visitor of the desk. */
async function addOwnCalls(
  { baseUrl }: SimulatorProcess,
  keys: readonly ProofKey[],
): Promise<Map<ProofKey, string>> {
  const calls = new Map<ProofKey, string>();
  for (const [index, key] of keys.entries()) {
    if (kindOf(index) !== "desk") continue;
    const metadata = { [VISITOR_KEY]: await visitorStamp("desk", key.thumbprint) };
    const answer = await fetch(new URL("/_simulator/calls", baseUrl), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ metadata }),
    });
    if (!answer.ok) throw new Error(`The simulator adds no call: ${await answer.text()}`);
    calls.set(key, ((await answer.json()) as { callId: string }).callId);
  }
  return calls;
}

async function readTruth({ baseUrl, apiKey }: SimulatorProcess): Promise<Truth> {
  const truth = new Map<string, { tenant: string | undefined; agent: string | null }>();
  let url: string | null = `${baseUrl}/calls?pageSize=100`;
  while (url !== null) {
    const page: TruthPage = await readPage(url, apiKey);
    for (const { callId, agentId, metadata } of page.results)
      truth.set(callId, { tenant: metadata.tenant, agent: agentId });
    url = page.next;
  }
  return truth;
}

interface TruthPage {
  next: string | null;
  results: { callId: string; agentId: string | null; metadata: Record<string, string> }[];
}

async function readPage(url: string, apiKey: string): Promise<TruthPage> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const signal = AbortSignal.timeout(3_000);
      const answer = await fetch(url, { headers: { "X-API-Key": apiKey }, signal });
      if (answer.ok) return (await answer.json()) as TruthPage;
      await answer.body?.cancel();
    } catch (error) {
      if (attempt >= ATTEMPTS) throw error;
    }
    if (attempt >= ATTEMPTS) throw new Error("The simulator does not answer.");
  }
}
