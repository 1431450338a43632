import { PROBLEMS } from "@keyhole/contract";
import { type Asked, FaultWorld } from "./fault-world.ts";
import type { Fault } from "./faults.ts";
import type { FaultyRoute } from "./routes.ts";

/** What came of one fault on one route. */
export interface Cell {
  fault: string;
  route: string;
  /** Status and code while the fault lasted. */
  outcome: string;
  tookMs: number;
  /** Requests that the upstream got for one of the page's. */
  upstreamRequests: number;
  /** From the end of the fault to the right answer. */
  recoveredMs: number;
  /** Invariants that did not hold. */
  broken: string[];
}

/** Every route answers within 15 s. */
const ANSWER_MS = 15_500;
const RECOVERY_MS = 10_000;
const ASK_AGAIN_MS = 250;
/** Three attempts at the most that a right answer takes. */
const ATTEMPTS = 3;
const REFUSALS = [401, 404, 502, 503];
/** What no problem says: frames, files, words of the upstream. */
const INSIDE = /\bat \S+ \(|node_modules|file:\/\/|Internal error\.|Invalid API key|nginx|elsewhere\.invalid/;

/** Lets a fault happen between two right answers, and checks what the route says. */
export async function runCell(fault: Fault, route: FaultyRoute): Promise<Cell> {
  const world = await FaultWorld.open();
  try {
    const right = await world.ask(route);
    if (right.status >= 300) throw new Error(`${route.path} answers ${right.status} without a fault`);
    // What an isolate remembers would hide the fault.
    world.restart();
    world.set(fault, true);
    const during = await world.ask(route);
    const again = await world.ask(route);
    world.set(fault, false);
    const { recoveredMs, last } = await recover(world, route, right);
    const broken = [
      ...[during, again].flatMap((asked) =>
        faultsOf(asked, right, fault.mayBeRight === true || route.mayDoWithout === true, world),
      ),
      ...(recoveredMs > RECOVERY_MS
        ? [`right after ${Math.round(recoveredMs)} ms: ${last.text.slice(0, 200)}`]
        : []),
      ...secretsIn(world, last.text),
    ];
    return {
      fault: fault.name,
      route: `${route.method} ${shortPath(route)}`,
      outcome: outcomeOf(during),
      tookMs: Math.max(during.tookMs, again.tookMs),
      upstreamRequests: Math.max(during.upstreamRequests, again.upstreamRequests),
      recoveredMs,
      broken: [...new Set(broken)],
    };
  } finally {
    await world.close();
  }
}

function shortPath({ path }: FaultyRoute): string {
  return path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, ":id").replace("/v1", "");
}

async function recover(world: FaultWorld, route: FaultyRoute, right: Asked) {
  const endedMs = performance.now();
  for (;;) {
    const last = await world.ask(route);
    const recoveredMs = performance.now() - endedMs;
    if (last.status === right.status && last.meaning === right.meaning) return { recoveredMs, last };
    if (recoveredMs > RECOVERY_MS) return { recoveredMs: recoveredMs + RECOVERY_MS, last };
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
  }
}

function faultsOf(asked: Asked, right: Asked, mayDiffer: boolean, world: FaultWorld): string[] {
  const { status, text, headers, tookMs, upstreamRequests } = asked;
  const isRight = status === right.status;
  const most = ATTEMPTS * Math.max(1, right.upstreamRequests);
  return [
    ...(tookMs > ANSWER_MS ? [`took ${Math.round(tookMs)} ms`] : []),
    ...(upstreamRequests > most ? [`${upstreamRequests} upstream requests, ${most} are enough`] : []),
    ...(!isRight && !REFUSALS.includes(status) ? [`answers ${status}`] : []),
    ...(isRight && !mayDiffer && asked.meaning !== right.meaning
      ? [`shows something else: ${text.slice(0, 200)}`]
      : []),
    ...(isRight ? twiceIn(text) : problemFaults(text, status, headers)),
    ...secretsIn(world, text),
  ];
}

/** Rows that a page has twice. */
function twiceIn(text: string): string[] {
  const { items } = JSON.parse(text) as { items?: { id?: string }[] };
  const ids = (items ?? []).flatMap(({ id }) => (id === undefined ? [] : [id]));
  return new Set(ids).size < ids.length ? ["a row comes twice"] : [];
}

function problemFaults(text: string, status: number, headers: Headers): string[] {
  const { code, detail, retryAfterSeconds } = JSON.parse(text) as Record<string, unknown>;
  const told = headers.get("Retry-After");
  return [
    ...(typeof code !== "string" || !Object.hasOwn(PROBLEMS, code) ? ["no code of the contract"] : []),
    ...(typeof detail !== "string" || detail.length < 10 ? ["does not say what to do"] : []),
    ...(INSIDE.test(text) ? [`tells its inside: ${text}`] : []),
    ...(status === 503 && code !== "not_configured" && retryAfterSeconds === undefined
      ? ["no wait with 503"]
      : []),
    ...(told !== null && (Number(told) !== retryAfterSeconds || Number(told) > 3_600)
      ? [`Retry-After: ${told}`]
      : []),
  ];
}

/** Secrets of the simulator's data, and its key, by how they begin. */
function secretsIn({ log }: FaultWorld, text: string): string[] {
  return [text, ...log].some((each) => each.includes("simsecret_") || each.includes("SIMULATR."))
    ? ["a secret is told"]
    : [];
}

function outcomeOf({ status, text }: Asked): string {
  if (status < 300) return `${status}`;
  return `${status} ${(JSON.parse(text) as { code?: string }).code ?? ""}`;
}
