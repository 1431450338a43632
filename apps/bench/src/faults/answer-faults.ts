import { PROBLEMS } from "@keyhole/contract";
import type { Asked, FaultWorld } from "./fault-world.ts";

/** Every route answers within 15 s. */
const ANSWER_MS = 15_500;
/** Three attempts at the most that a right answer takes. */
const ATTEMPTS = 3;
const REFUSALS = [401, 404, 425, 502, 503];
/** What no problem says: frames, files, words of the upstream. */
const INSIDE = /\bat \S+ \(|node_modules|file:\/\/|Internal error\.|Invalid API key|nginx|elsewhere\.invalid/;

/** What is wrong with any answer while a fault lasts, beside what it shows. */
export function answerFaults(
  asked: Asked,
  right: Pick<Asked, "upstreamRequests">,
  world: FaultWorld,
): string[] {
  const { status, text, headers, tookMs, upstreamRequests } = asked;
  const most = ATTEMPTS * Math.max(1, right.upstreamRequests);
  const isDone = status < 300;
  return [
    ...(tookMs > ANSWER_MS ? [`took ${Math.round(tookMs)} ms`] : []),
    ...(upstreamRequests > most ? [`${upstreamRequests} upstream requests, ${most} are enough`] : []),
    ...(!isDone && !REFUSALS.includes(status) ? [`answers ${status}`] : []),
    ...(isDone ? [] : problemFaults(text, status, headers)),
    ...secretsIn(world, text),
  ];
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

/** Secrets of the simulator's data, and its keys, by how they begin. */
export function secretsIn({ log }: FaultWorld, text: string): string[] {
  const isTold = [text, ...log].some((each) => /simsecret_|SIMULATR\.|simcekura-/.test(each));
  return isTold ? ["a secret is told"] : [];
}

export function outcomeOf({ status, text, isCut }: Asked): string {
  if (isCut) return `${status} cut off`;
  if (status < 300) return `${status}`;
  return `${status} ${(JSON.parse(text) as { code?: string }).code ?? ""}`;
}
