import { answerFaults, outcomeOf, secretsIn } from "./answer-faults.ts";
import { type Cell, recover } from "./cell.ts";
import { type Asked, FaultWorld } from "./fault-world.ts";
import type { Fault } from "./faults.ts";
import type { FaultyRoute } from "./routes.ts";

/** Lets a fault happen between two right answers of a route that reads, and checks what it says. */
export async function runCell(fault: Fault, route: FaultyRoute): Promise<Cell> {
  const world = await FaultWorld.open();
  try {
    const request = route.isStream ? await world.streamOf(route) : route;
    const right = await world.ask(request);
    if (right.status >= 300) throw new Error(`${route.path} answers ${right.status} without a fault`);
    // What an isolate remembers would hide the fault.
    world.restart();
    world.set(fault, true);
    const during = await world.ask(request);
    const again = await world.ask(request);
    world.set(fault, false);
    const isRight = ({ status, meaning, isCut }: Asked) =>
      status === right.status && meaning === right.meaning && !isCut;
    const { recoveredMs, last, broken } = await recover(world, request, isRight);
    const all = [
      ...[during, again].flatMap((asked) => [
        ...answerFaults(asked, right, world),
        ...(asked.status === right.status ? shownFaults(asked, right, fault, route) : []),
      ]),
      ...broken,
      ...secretsIn(world, last.text),
    ];
    return {
      fault: fault.name,
      route: nameOf(route),
      outcome: outcomeOf(during),
      tookMs: Math.max(during.tookMs, again.tookMs),
      upstreamRequests: Math.max(during.upstreamRequests, again.upstreamRequests),
      recoveredMs,
      broken: [...new Set(all)],
    };
  } finally {
    await world.close();
  }
}

/** What the table calls a route. */
function nameOf({ method, path, isStream, headers }: FaultyRoute): string {
  const short = path.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ":id").replace("/v1", "");
  if (!isStream) return `${method} ${short}`;
  return `${method} ${headers?.Range === undefined ? "all" : "a part"} of a recording`;
}

/** Of an answer that says it is one. A body that was cut off shows nothing, because whoever reads it learns of it. */
function shownFaults(asked: Asked, right: Asked, fault: Fault, route: FaultyRoute): string[] {
  if (asked.isCut) return [];
  const isSaid = route.mayDoWithout?.test(asked.text) ?? false;
  return [
    ...(asked.meaning === right.meaning || fault.mayBeRight || isSaid
      ? []
      : [`shows something else: ${asked.text.slice(0, 200)}`]),
    ...(route.isStream ? [] : twiceIn(asked.text)),
  ];
}

/** Rows that a page has twice. */
function twiceIn(text: string): string[] {
  const { items } = JSON.parse(text) as { items?: { id?: string }[] };
  const ids = (items ?? []).flatMap(({ id }) => (id === undefined ? [] : [id]));
  return new Set(ids).size < ids.length ? ["a row comes twice"] : [];
}
