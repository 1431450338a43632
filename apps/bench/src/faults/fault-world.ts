import { createHash } from "node:crypto";
import { createBroker, defineConfig, jwt } from "@keyhole/broker";
import { SCOPES } from "@keyhole/contract";
import { PUBLIC_URL, signAssertion, testVars, Viewer } from "@keyhole/edge/testing";
import { AGENTS, type Simulator, startSimulator } from "@keyhole/simulator";
import { createObjectState } from "../../../../packages/broker/src/worker/object-state.ts";
import type { Fault } from "./faults.ts";
import { ObjectStandIns } from "./object-stand-ins.ts";
import type { FaultyRoute, Request } from "./routes.ts";

const ORIGIN = "https://acme.example";
const CALLS = 40;
const HOUR_MS = 3_600_000;

/** An answer, as far as two of them can be compared. */
export interface Asked {
  status: number;
  text: string;
  /** Body without what differs from time to time. */
  meaning: string;
  headers: Headers;
  /** The body ended too early, and whoever read it was told so. */
  isCut: boolean;
  tookMs: number;
  /** Requests that the upstreams got. */
  upstreamRequests: number;
}

/** A broker in this process, in front of a simulator on a loopback port, and a member of its site. */
export class FaultWorld {
  readonly simulator: Simulator;
  readonly log: string[] = [];
  readonly #objects = new ObjectStandIns();
  readonly #viewer: Viewer;
  #broker: ReturnType<typeof createBroker>;
  #token = "";
  /** The broker's clock, beside the page's. */
  #aheadMs = 0;

  static async open(): Promise<FaultWorld> {
    const simulator = await startSimulator({ callCount: CALLS, requestsPerSecond: 10_000 });
    const world = new FaultWorld(simulator, await Viewer.make());
    await world.#signIn();
    return world;
  }

  private constructor(simulator: Simulator, viewer: Viewer) {
    this.simulator = simulator;
    this.#viewer = viewer;
    this.#broker = this.#start();
  }

  /** Begins or ends a fault. */
  set(fault: Fault, isOn: boolean): void {
    this.simulator.setScenario(isOn ? (fault.scenario ?? "normal") : "normal");
    this.#aheadMs = isOn && fault.beside === "clock" ? -HOUR_MS : 0;
    if (isOn && fault.beside === "isolate") this.restart();
    if (isOn && fault.beside === "objects restarted") this.#objects.restart();
    this.#objects.isOutOfReach = isOn && fault.beside === "objects away";
  }

  /** Another isolate over the same state, which remembers nothing else. */
  restart(): void {
    this.#broker = this.#start();
  }

  async ask({
    method,
    path,
    headers,
    body,
    without = [],
  }: Request & Pick<FaultyRoute, "without">): Promise<Asked> {
    const before = this.simulator.state().requests.total;
    const startedMs = performance.now();
    const proof = await this.#viewer.proof(method, path.split("?")[0] ?? "", this.#token);
    const answer = await this.#broker.request(`${PUBLIC_URL}${path}`, {
      method,
      headers: {
        Origin: ORIGIN,
        Authorization: `DPoP ${this.#token}`,
        DPoP: proof,
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const { text, isCut } = await readBody(answer);
    return {
      status: answer.status,
      text,
      meaning: meaningOf(text, without),
      headers: answer.headers,
      isCut,
      tookMs: performance.now() - startedMs,
      upstreamRequests: this.simulator.state().requests.total - before,
    };
  }

  /** The address of a recording, by its ticket. */
  async streamOf({ path, headers = {} }: FaultyRoute): Promise<Request> {
    const { url } = JSON.parse((await this.ask({ method: "POST", path })).text) as { url: string };
    return { method: "GET", path: new URL(url).pathname, headers };
  }

  close(): Promise<void> {
    return this.simulator.close();
  }

  #start() {
    const talk = { agents: Object.fromEntries(AGENTS.slice(0, 1).map(({ agentId }) => [agentId, {}])) };
    const define = defineConfig((env) => ({
      publicUrls: [PUBLIC_URL],
      sites: {
        acme: {
          origins: [ORIGIN],
          agents: "all",
          source: "ultravox",
          members: {
            verify: jwt({ secret: env.ACME_ASSERTION_SECRET, issuer: ORIGIN }),
            grant: () => ({ scopes: SCOPES, rows: "all" }),
          },
          cekura: { project: this.simulator.cekura.projects.ultravox },
          talk,
        },
      },
    }));
    return createBroker(define, {
      env: {
        ...testVars(this.simulator),
        CEKURA_API_KEY: this.simulator.cekura.apiKeys.project,
        CEKURA_BASE_URL: this.simulator.cekura.baseUrl,
      },
      state: createObjectState({ ...testVars(this.simulator), ...this.#objects.bindings }),
      now: () => Date.now() + this.#aheadMs,
      log: (line) => void this.log.push(JSON.stringify(line)),
    });
  }

  async #signIn(): Promise<void> {
    const headers = { Origin: ORIGIN, DPoP: await this.#viewer.proof("POST", "/v1/token") };
    const body = new URLSearchParams({
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      client_id: "acme",
      subject_token: await signAssertion(),
      subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    });
    const answer = await this.#broker.request(`${PUBLIC_URL}/v1/token`, { method: "POST", headers, body });
    if (answer.status !== 200) throw new Error(`no token: ${await answer.text()}`);
    this.#token = ((await answer.json()) as { access_token: string }).access_token;
  }
}

/** A body that is shorter than announced counts as whole: nobody was told. */
async function readBody(answer: Response): Promise<{ text: string; isCut: boolean }> {
  const isText = answer.headers.get("Content-Type")?.includes("json") ?? false;
  try {
    const bytes = Buffer.from(await answer.arrayBuffer());
    return { text: isText ? bytes.toString() : digest(bytes), isCut: false };
  } catch {
    return { text: "", isCut: true };
  }
}

function meaningOf(text: string, without: readonly string[]): string {
  try {
    const body = JSON.parse(text) as Record<string, unknown>;
    const fields = Object.entries(body).filter(([name]) => !without.includes(name));
    // A cursor is sealed anew each time.
    return digest(
      JSON.stringify(fields.map(([name, value]) => [name, name === "next" ? value !== null : value])),
    );
  } catch {
    return text;
  }
}

function digest(bytes: string | Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
