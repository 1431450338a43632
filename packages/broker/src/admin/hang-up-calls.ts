import type { EndedCalls } from "@keyhole/contract";
import type { Audience } from "../base/audience.ts";
import { CALLS_AT_ONCE } from "../base/limits/calls.ts";
import { HANG_UP_DEADLINE_MS, HANG_UP_PAUSE_MS, HANG_UP_ROUNDS } from "../base/limits/starts.ts";
import type { CallStarter } from "../sources/call-starter.ts";
import type { TimeLimit } from "../sources/source.ts";
import type { StartBooks } from "../starts/start-books.ts";
import type { StartEntry, StartState } from "../starts/start-ledger.ts";
import { startOf } from "../starts/start-stamps.ts";

/** Calls of a site that a kill switch ends. */
export interface HangingUp {
  starter: CallStarter;
  /** The site's ledgers: between them, they know every call. */
  audiences: readonly { audience: Audience; ledger: StartState }[];
  /** The books of a viewer, by the names of its ledgers. */
  booksOf: (audience: Audience, viewers: readonly string[]) => Pick<StartBooks, "over">;
  /** The viewer's name for the owner; null for all viewers. */
  viewer: string | null;
  now: () => number;
}

/** Hangs up once whatever is found. Calls of which nothing can be learnt in time have failed. */
export async function hangUpCalls(hanging: HangingUp): Promise<EndedCalls> {
  const { audiences, viewer, now } = hanging;
  const endMs = now() + HANG_UP_DEADLINE_MS;
  const found = await Promise.all(
    audiences.map(async ({ audience, ledger }) => {
      const entries = await ledger.open({ viewer, nowMs: now() });
      return entries.map((entry) => ({ audience, entry }));
    }),
  );
  const ended = { hungUp: 0, waiting: 0, failed: 0 };
  const queue = found.flat().values();
  const work = async () => {
    for (const { audience, entry } of queue) {
      const leftMs = endMs - now();
      const outcome =
        leftMs <= 0
          ? "failed"
          : await hangUpCall(hanging, audience, entry, { deadlineMs: leftMs }).catch(() => "failed" as const);
      if (outcome !== "over") ended[outcome] += 1;
    }
  };
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, work));
  return ended;
}

/** Ends one call, and books that. A call that nobody has joined cannot be ended: it lapses, or is found again. */
async function hangUpCall(
  { starter, booksOf, now }: HangingUp,
  audience: Audience,
  { id, callId, joinBeforeMs }: StartEntry,
  time: TimeLimit,
): Promise<"hungUp" | "waiting" | "over"> {
  // It is being made. Whoever makes it asks again whether its viewer is switched off.
  if (callId === null) return now() < joinBeforeMs ? "waiting" : "over";
  const start = { id, callId };
  const call = await starter.get(callId, time);
  const viewer = call === null ? undefined : startOf(call.metadata)?.viewer;
  const books = booksOf(audience, viewer === undefined ? [] : [viewer]);
  const isLapsed = call?.joinedAt === null && now() >= joinBeforeMs;
  if (call === null || call.endedAt !== null || isLapsed) {
    await books.over(start, call === null ? null : (call.durationMs ?? 0));
    return "over";
  }
  if (call.joinedAt === null) return "waiting";
  await starter.hangUp(callId, time);
  await books.over(start, now() - Date.parse(call.joinedAt));
  return "hungUp";
}

export interface HangingUpFurther extends HangingUp {
  sleep: (ms: number) => Promise<void>;
  /** Whether they are still to be ended: the owner may have switched on again. */
  isDisabled: () => Promise<boolean>;
}

/** Hangs up in rounds what is joined or found only later, for about as long as a Worker may go on after an answer. */
export async function hangUpFurther(hanging: HangingUpFurther): Promise<void> {
  for (let round = 0; round < HANG_UP_ROUNDS; round += 1) {
    await hanging.sleep(HANG_UP_PAUSE_MS);
    // What fails in one round is left to the next.
    const isDone = await hangUpRound(hanging).catch(() => false);
    if (isDone) return;
  }
}

async function hangUpRound(hanging: HangingUpFurther): Promise<boolean> {
  if (!(await hanging.isDisabled())) return true;
  const { waiting, failed } = await hangUpCalls(hanging);
  return waiting + failed === 0;
}
