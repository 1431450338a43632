import { answerFaults, outcomeOf, secretsIn } from "./answer-faults.ts";
import { type Cell, RECOVERY_MS, recover } from "./cell.ts";
import { type Asked, FaultWorld } from "./fault-world.ts";
import type { Fault } from "./faults.ts";
import type { Writing, WritingRoute } from "./writing-routes.ts";

/**
 * Lets a fault happen to a route that changes something upstream. It is asked twice meanwhile, and again until it
 * succeeds: whoever is told that it is done finds it done, and it is never done twice.
 */
export async function runWritingCell(fault: Fault, route: WritingRoute): Promise<Cell> {
  const right = await askWithoutFault(route);
  const most = { upstreamRequests: right.upstreamRequests + Number(route.looks ?? false) };
  const world = await FaultWorld.open();
  try {
    const writing = await route.prepare(world);
    world.restart();
    world.set(fault, true);
    const during = await world.ask(writing.request);
    const told = [during, await world.ask(writing.request)];
    const withoutOwn = ({ text }: Asked) => (writing.tells ? text.replace(writing.tells, "") : text);
    const broken = told.flatMap((asked) => [
      ...answerFaults({ ...asked, text: withoutOwn(asked) }, most, world),
      ...effectFaults(asked, writing),
    ]);
    world.set(fault, false);
    const after = await recover(
      world,
      writing.request,
      ({ status }) => status < 300,
      route.recoveryMs ?? RECOVERY_MS,
    );
    const all = [
      ...broken,
      ...after.broken,
      ...effectFaults(after.last, writing),
      ...secretsIn(world, withoutOwn(after.last)),
    ];
    return {
      fault: fault.name,
      route: route.name,
      outcome: outcomeOf(during),
      tookMs: Math.max(...told.map(({ tookMs }) => tookMs)),
      upstreamRequests: Math.max(...told.map(({ upstreamRequests }) => upstreamRequests)),
      recoveredMs: after.recoveredMs,
      broken: [...new Set(all)],
    };
  } finally {
    await world.close();
  }
}

/** What the route answers, and takes, when all is well. */
async function askWithoutFault(route: WritingRoute): Promise<Asked> {
  const world = await FaultWorld.open();
  try {
    const writing = await route.prepare(world);
    world.restart();
    const right = await world.ask(writing.request);
    const faults = right.status < 300 ? effectFaults(right, writing) : [`answers ${right.status}`];
    if (faults.length > 0) throw new Error(`${route.name}, without a fault: ${faults.join()}`);
    return right;
  } finally {
    await world.close();
  }
}

function effectFaults({ status }: Asked, { effects }: Writing): string[] {
  const count = effects();
  if (count > 1) return [`done ${count} times`];
  return status < 300 && count === 0 ? ["told as done, and is not"] : [];
}
