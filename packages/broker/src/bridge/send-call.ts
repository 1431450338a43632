import {
  DELIVERY_DEADLINE_MS,
  DELIVERY_POLL_MS,
  DELIVERY_RETRY_FIRST_MS,
  DELIVERY_RETRY_FOR_MS,
  DELIVERY_RETRY_MAX_MS,
  DELIVERY_TICKET_SECONDS,
  RECORDING_WAIT_MS,
  SUMMARY_WAIT_MS,
  TRANSCRIPT_MAX_PAGES,
  TRANSCRIPT_PAGE_SIZE,
} from "../base/limits/deliveries.ts";
import { createMeter } from "../base/meter.ts";
import type { Site } from "../config/check-site.ts";
import { Refusal } from "../http/refusal.ts";
import type { Sealer } from "../keys/sealer.ts";
import { probeRecording } from "../recordings/probe-recording.ts";
import { sealTicket } from "../recordings/ticket.ts";
import type { CallSource, TimeLimit } from "../sources/source.ts";
import type { SourceCall, SourceMessage } from "../sources/source-call.ts";
import type { Sources } from "../sources/sources.ts";
import type { DeliveryOutcome, DeliveryWork } from "./delivery.ts";
import type { Outage } from "./outage.ts";

export interface SendCallOptions {
  sources: Sources;
  sealer: Sealer;
  /** Where tickets lead: the first of the broker's public URLs. */
  publicUrl: string;
  now: () => number;
  /** Of the site's project in Cekura. */
  outage: Outage;
  /** Hears of a refusal, for the owner's log. `isFinal`: the call is not tried again. */
  noteRefusal: (site: string, call: string, told: { refusal: Refusal; isFinal: boolean }) => void;
}

/** Sends one call, or finds out what it has to wait for. It never throws for what a vendor does. */
export async function sendCall(
  options: SendCallOptions,
  site: Site,
  callId: string,
  work: DeliveryWork,
): Promise<DeliveryOutcome> {
  const { now, outage, noteRefusal } = options;
  let isSending = false;
  const fail = (refusal: Refusal): DeliveryOutcome => {
    noteRefusal(site.id, callId, { refusal, isFinal: true });
    return { kind: "failed", code: refusal.code };
  };
  const retry = (
    refusal: Refusal,
    { retryAfterMs, isUnclear }: { retryAfterMs: number | null; isUnclear: boolean },
  ): DeliveryOutcome => {
    const nowMs = now();
    const nextAtMs = nextAttemptMs({ nowMs, failingSinceMs: work.failingSinceMs, retryAfterMs });
    if (nextAtMs === null) return fail(refusal);
    noteRefusal(site.id, callId, { refusal, isFinal: false });
    return { kind: "retry", nextAtMs, code: refusal.code, isUnclear };
  };
  const down = outage.current();
  if (down !== null) return retry(down, { retryAfterMs: null, isUnclear: work.isUnclear });
  try {
    const endMs = now() + DELIVERY_DEADLINE_MS;
    const timeLeft = () => ({ deadlineMs: Math.max(1, endMs - now()) });
    const meter = createMeter();
    // Behind viewers: what they ask for is waited for.
    const source = options.sources.sourceFor(site, "visitors", meter);
    const call = await source.get(callId, timeLeft());
    if (!isOfSite(call, site)) return fail(refuseOutside());
    const isDue = (waitMs: number) => now() >= (endedMsOf(call) ?? work.endedMs) + waitMs;
    const hasRecording = await isRecordingThere(source, call, timeLeft());
    const isWaiting =
      (call.endedAt === null && !isDue(RECORDING_WAIT_MS)) ||
      (call.isRecorded && !hasRecording && !isDue(RECORDING_WAIT_MS)) ||
      (call.summary === null && !isDue(SUMMARY_WAIT_MS));
    if (isWaiting) return { kind: "wait", nextAtMs: now() + DELIVERY_POLL_MS };
    const messages = await readMessages(source, callId, timeLeft);
    const recordingUrl = hasRecording ? await ticketUrl(options, site, call) : null;
    const sink = options.sources.sinkFor(site, meter);
    if (work.isUnclear && (await sink.has(call, timeLeft()))) return { kind: "done" };
    isSending = true;
    const sent = await sink.send(
      { call, messages, recordingUrl, metadata: metadataOf(call, site) },
      timeLeft(),
    );
    outage.note(sent.kind === "failed" ? sent.refusal : null);
    switch (sent.kind) {
      case "sent":
        return { kind: "done" };
      case "refused":
        return fail(sent.refusal);
      case "failed":
        return retry(sent.refusal, sent);
    }
  } catch (error) {
    const refusal = error instanceof Refusal ? error : refuseBug(error);
    const { retryAfterSeconds = 0 } = refusal.options;
    return retry(refusal, {
      retryAfterMs: retryAfterSeconds * 1000,
      isUnclear: work.isUnclear || isSending,
    });
  }
}

/** Whether a call is one that the site sends: joined, and by one of its agents. */
export function isOfSite(
  { joinedAt, agent }: { joinedAt: string | null; agent: { id: string } | null },
  site: Site,
): boolean {
  const isAgentOfSite = site.agents === "all" || (agent !== null && site.agents.has(agent.id.toLowerCase()));
  return joinedAt !== null && isAgentOfSite;
}

function endedMsOf({ endedAt }: SourceCall): number | null {
  return endedAt === null ? null : Date.parse(endedAt);
}

/** Whatever is wrong with a recording, the call is not held back for longer than its time. */
async function isRecordingThere(source: CallSource, call: SourceCall, time: TimeLimit): Promise<boolean> {
  if (!call.isRecorded) return false;
  try {
    await probeRecording(source, call.id, time);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

async function readMessages(
  source: CallSource,
  callId: string,
  timeLeft: () => TimeLimit,
): Promise<SourceMessage[]> {
  const messages: SourceMessage[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < TRANSCRIPT_MAX_PAGES; page += 1) {
    const request = { cursor, pageSize: TRANSCRIPT_PAGE_SIZE };
    const { items, cursor: next } = await source.messages(callId, request, timeLeft());
    messages.push(...items);
    if (next === null || next === cursor) break;
    cursor = next;
  }
  return messages;
}

/** A ticket for this one recording, which no viewer asked for. */
async function ticketUrl(
  { sealer, publicUrl, now }: SendCallOptions,
  site: Site,
  { id, agent }: SourceCall,
): Promise<string> {
  const opens = {
    site: site.id,
    subject: bridgeSubject(id),
    origin: "",
    callId: id,
    agentId: agent?.id.toLowerCase() ?? null,
    isPublic: false,
    isBridge: true,
  };
  const ticket = await sealTicket(sealer, opens, now() + DELIVERY_TICKET_SECONDS * 1000);
  return `${publicUrl}/v1/recordings/${ticket}`;
}

/** Each call has a limit of its own: whoever uses up that of one does not keep Cekura from another. */
function bridgeSubject(callId: string): string {
  return `bridge:${callId}`;
}

/** The keys that pages may see, and what Cekura has no field for. */
function metadataOf({ metadata, agent, title, summary }: SourceCall, site: Site): Record<string, string> {
  const listed = site.metadata.filter((key) => Object.hasOwn(metadata, key));
  return {
    ...Object.fromEntries(listed.map((key) => [key, metadata[key] ?? ""])),
    ...(agent === null ? {} : { ultravox_agent_id: agent.id }),
    ...(title === null ? {} : { short_summary: title }),
    ...(summary === null ? {} : { summary }),
  };
}

function refuseOutside(): Refusal {
  return new Refusal("not_found", "The call is none that this site sends.", {
    reason: "call: outside the grant",
    ownerDetail: "nobody joined the call, or its agent is not in the site's agents",
  });
}

/** Names a bug without its message, which may quote what must not be in a log. */
function refuseBug(error: unknown): Refusal {
  const name = error instanceof Error ? error.name : typeof error;
  return new Refusal("internal", "The broker failed.", { ownerDetail: `the bridge threw ${name}` });
}

/** An attempt that has just failed. */
interface FailedAttempt {
  nowMs: number;
  /** When the first attempt of the round failed; null if this is the first. */
  failingSinceMs: number | null;
  /** The shortest wait that Cekura asks for; null if it asks for none. */
  retryAfterMs: number | null;
}

/**
 * When to try again. A wait is as long as the attempts have failed so far, so it doubles, up to an hour. The last
 * attempt is a day after the first, and null follows it.
 */
function nextAttemptMs({ nowMs, failingSinceMs, retryAfterMs }: FailedAttempt): number | null {
  const sinceMs = failingSinceMs ?? nowMs;
  const endMs = sinceMs + DELIVERY_RETRY_FOR_MS;
  if (nowMs >= endMs) return null;
  const waitMs = Math.max(DELIVERY_RETRY_FIRST_MS, Math.min(DELIVERY_RETRY_MAX_MS, nowMs - sinceMs));
  return Math.min(endMs, nowMs + Math.max(waitMs, retryAfterMs ?? 0));
}
