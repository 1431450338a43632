import type { CallStarted } from "@keyhole/contract";
import { START_DEADLINE_MS, START_LOST_MS, START_POLL_MS, START_UNDERWAY_MS } from "../base/limits/starts.ts";
import type { Access } from "../grants/access.ts";
import { Refusal } from "../http/refusal.ts";
import { UNAVAILABLE_RETRY_SECONDS } from "../http/refusals.ts";
import type { Keyring } from "../keys/keyring.ts";
import type { Stamps } from "../keys/stamps.ts";
import { openStored, sealStored } from "../keys/stored-seal.ts";
import type { CallStarter, StartedCall } from "../sources/call-starter.ts";
import type { TimeLimit } from "../sources/source.ts";
import type { StartRequest } from "./parse-start.ts";
import type { Settled, StartBooks } from "./start-books.ts";
import type { StartEntry } from "./start-ledger.ts";
import { START_STAMP, stampsOf } from "./start-stamps.ts";

/** One request that starts a call. */
export interface Starting {
  access: Access;
  starter: CallStarter;
  books: StartBooks;
  stamps: Stamps;
  keyring: Keyring;
  now: () => number;
  timeLeft: () => TimeLimit;
  /** Refuses a viewer who lacks consent or has to solve a challenge; asked once a new call is due. */
  checkViewer: () => Promise<void>;
  /** Refuses a viewer who is switched off by now, as the state knows it. */
  checkEnabled: () => Promise<void>;
  /** The viewer's name for the owner. */
  viewer: string;
  consent: { version: string; hash: string; time: string } | null;
  throttle: string | null;
}

/** A call for a page, and whether this request has made it. */
export interface StartResult {
  isNew: boolean;
  call: CallStarted;
}

/**
 * Starts one call for an idempotency key, however often it is asked for. The start is booked before the upstream
 * is asked, and the call carries its stamp: an answer that was lost on the way is found again upstream.
 */
export async function startCall(
  starting: Starting,
  request: StartRequest,
  key: string,
): Promise<StartResult> {
  const { access, books, stamps, now, timeLeft } = starting;
  const ids = await stamps.start(access.site.id, access.subject, key);
  const [id] = ids;
  if (id === undefined) throw new Error("there is no secret");
  const endMs = now() + timeLeft().deadlineMs;
  let isChecked = false;
  for (;;) {
    const entry = await books.find(ids);
    if (entry !== null) {
      const call = await resume(starting, request, entry);
      if (call !== "free" && call !== "underway") return { isNew: false, call };
      if (call === "free") continue;
      if (now() + START_POLL_MS >= endMs) throw stillUnderway();
      await new Promise((resolve) => setTimeout(resolve, START_POLL_MS));
      continue;
    }
    if (!isChecked) await starting.checkViewer();
    isChecked = true;
    const { joinTimeoutMs, maxDurationMs } = request.agent;
    const { viewer } = starting;
    const claim = { id, viewer, hash: request.hash, nowMs: now(), joinTimeoutMs, maxDurationMs };
    const isClaimed = await books.claim(claim, (open) => settle(starting, open));
    if (!isClaimed) continue;
    const call = await makeCall(starting, request, id);
    await checkEnabled(starting, call.id);
    return { isNew: true, call };
  }
}

/**
 * A kill switch ends the calls that it finds. One that was being made meanwhile is not given to its page: nobody can join
 * it, and it lapses.
 */
async function checkEnabled({ checkEnabled, books }: Starting, callId: string): Promise<void> {
  try {
    await checkEnabled();
  } catch (error) {
    const isDisabled = error instanceof Refusal && error.code === "site_disabled";
    if (isDisabled) await books.over({ callId }, 0).catch(() => {});
    throw error;
  }
}

/** What an earlier request with the same key has come to. */
async function resume(
  starting: Starting,
  request: StartRequest,
  entry: StartEntry,
): Promise<CallStarted | "underway" | "free"> {
  const { books, starter, keyring, now, timeLeft } = starting;
  if (entry.hash !== request.hash) throw refuseConflict("is for another call: use a new one");
  if (entry.isOver) throw refuseConflict("is for a call that has ended: use a new one");
  if (entry.callId !== null) {
    const opened = entry.answer === null ? null : await openStored(keyring, entry.answer);
    if (opened === null || now() >= entry.joinBeforeMs)
      throw refuseConflict("is for a call that can be joined no more: use a new one");
    return JSON.parse(opened.text) as CallStarted;
  }
  const ageMs = now() - entry.atMs;
  if (ageMs < START_UNDERWAY_MS) return "underway";
  const found = await starter.find({ [START_STAMP]: entry.id }, timeLeft());
  if (found !== null) return take(starting, request, entry.id, found);
  if (ageMs < START_LOST_MS) throw stillUnderway();
  await books.release(entry.id);
  return "free";
}

async function makeCall(starting: Starting, request: StartRequest, id: string): Promise<CallStarted> {
  const { access, books, starter, stamps, timeLeft } = starting;
  const { agentId, agent, variables, medium } = request;
  const metadata = {
    ...request.metadata,
    ...(await stampsOf(access, stamps)),
    ...(starting.consent === null ? {} : { keyhole_consent: JSON.stringify(starting.consent) }),
    [START_STAMP]: id,
  };
  const { joinTimeoutMs, maxDurationMs, recording } = agent;
  const call = { agentId, variables, metadata, medium, joinTimeoutMs, maxDurationMs, recording };
  const outcome = await starter.start(
    { ...call, throttle: starting.throttle },
    { deadlineMs: Math.min(START_DEADLINE_MS, timeLeft().deadlineMs) },
  );
  switch (outcome.kind) {
    case "started":
      return take(starting, request, id, outcome.started);
    case "refused":
      await books.release(id);
      throw outcome.refusal;
    case "unknown": {
      const found = await starter.find({ [START_STAMP]: id }, timeLeft()).catch(() => null);
      if (found !== null) return take(starting, request, id, found);
      // The start stays booked: the same key looks for the call again, and starts none beside it.
      throw outcome.refusal;
    }
  }
}

/** Books the call of a start, and answers with what joins it. */
async function take(
  { books, keyring, now }: Starting,
  { agent }: StartRequest,
  id: string,
  { call, joinUrl }: StartedCall,
): Promise<CallStarted> {
  const joinTimeoutMs = Math.min(call.joinTimeoutMs ?? agent.joinTimeoutMs, agent.joinTimeoutMs);
  const joinBeforeMs = Math.min(Date.parse(call.createdAt), now()) + joinTimeoutMs;
  const maxDurationMs = Math.min(call.maxDurationMs ?? agent.maxDurationMs, agent.maxDurationMs);
  if (joinUrl === null || call.joinedAt !== null || call.endedAt !== null || now() >= joinBeforeMs) {
    await books.made({ id, callId: call.id, answer: null, joinBeforeMs });
    throw refuseConflict("is for a call that can be joined no more: use a new one");
  }
  const joinBefore = new Date(joinBeforeMs).toISOString();
  const started: CallStarted = { id: call.id, joinUrl, joinBefore, maxDurationMs };
  const answer = await sealStored(keyring, JSON.stringify(started));
  await books.made({ id, callId: call.id, answer, joinBeforeMs });
  return started;
}

/** Asks upstream what became of calls that are in the way of another. Leaves out those of which there is no news. */
async function settle({ starter, now, timeLeft }: Starting, open: readonly StartEntry[]): Promise<Settled[]> {
  const settled = await Promise.all(
    open.map(async ({ id, callId, atMs, joinBeforeMs }): Promise<Settled | null> => {
      if (callId === null && now() - atMs < START_LOST_MS) return null;
      const call =
        callId === null
          ? ((await starter.find({ [START_STAMP]: id }, timeLeft()))?.call ?? null)
          : await starter.get(callId, timeLeft());
      // A call that was deleted has taken nobody knows how long.
      if (call === null) return { id, takenMs: callId === null ? 0 : null };
      if (call.endedAt !== null) return { id, takenMs: call.durationMs ?? 0 };
      if (call.joinedAt !== null) return { id, joinedMs: Date.parse(call.joinedAt) };
      return now() >= joinBeforeMs ? { id, takenMs: 0 } : null;
    }),
  );
  return settled.filter((each) => each !== null);
}

function refuseConflict(says: string): Refusal {
  return new Refusal("conflict", `The Idempotency-Key ${says}.`);
}

function stillUnderway(): Refusal {
  return new Refusal(
    "upstream_unavailable",
    "The call is still being started: try again in a moment with the same Idempotency-Key.",
    { retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS },
  );
}
