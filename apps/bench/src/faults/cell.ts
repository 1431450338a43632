import type { Asked, FaultWorld } from "./fault-world.ts";
import type { Request } from "./routes.ts";

/** What came of one fault on one route. */
export interface Cell {
  fault: string;
  route: string;
  /** Status and code while the fault lasted. */
  outcome: string;
  tookMs: number;
  /** Requests that the upstreams got for one of the page's. */
  upstreamRequests: number;
  /** From the end of the fault to the right answer. */
  recoveredMs: number;
  /** Invariants that did not hold. */
  broken: string[];
}

export const RECOVERY_MS = 10_000;
const ASK_AGAIN_MS = 250;

/** Asks until the answer is right again, or it takes longer than it may. */
export async function recover(
  world: FaultWorld,
  request: Request,
  isRight: (asked: Asked) => boolean,
  mostMs = RECOVERY_MS,
): Promise<{ recoveredMs: number; last: Asked; broken: string[] }> {
  const endedMs = performance.now();
  for (;;) {
    const last = await world.ask(request);
    const recoveredMs = performance.now() - endedMs;
    if (isRight(last) && recoveredMs <= mostMs) return { recoveredMs, last, broken: [] };
    if (recoveredMs > mostMs) {
      const broken = [`not right after ${Math.round(recoveredMs)} ms: ${last.text.slice(0, 200)}`];
      return { recoveredMs, last, broken };
    }
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
  }
}
