import type { RecordingTicket } from "@keyhole/contract";
import type { Context, Handler } from "hono";
import { audienceOf } from "../base/audience.ts";
import { UPSTREAM_DEADLINE_MS } from "../base/limits.ts";
import { findCall } from "../calls/find-call.ts";
import type { Site } from "../config/check-site.ts";
import { isOriginOfSite } from "../config/origin-pattern.ts";
import { type BrokerEnv, setViewer } from "../http/broker-env.ts";
import { refuseRecording } from "../http/refusals.ts";
import { isSingleRange, resolveRange, sliceStream } from "../recordings/byte-range.ts";
import { openTicket, sealTicket, type Ticket, ticketSeconds } from "../recordings/ticket.ts";
import { startReading } from "../sources/reading.ts";
import type { CallSource, TimeLimit } from "../sources/source.ts";
import type { Broker } from "./broker.ts";

/** `POST /v1/calls/:id/recording`: returns a ticket, or a refusal where a page can read it. */
export function recordingTicketRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerTicket(context) {
    const access = context.get("access");
    const reading = startReading(broker, access);
    const call = await findCall(reading, broker.endedCalls, context.req.param("id") ?? "");
    if (!call.isRecorded) throw refuseRecording("call: not recorded");
    await probeRecording(reading.source, call.id, reading.timeLeft());
    const expiresAtMs = broker.now() + ticketSeconds(call.durationMs) * 1000;
    const { site, subject, origin } = access;
    const ticket = await sealTicket(
      broker.sealer,
      { site: site.id, subject, origin, callId: call.id, agentId: call.agent?.id.toLowerCase() ?? null },
      expiresAtMs,
    );
    const url = `${broker.config.publicUrls[0]}/v1/recordings/${ticket}`;
    return context.json({ url, expiresAt: new Date(expiresAtMs).toISOString() } satisfies RecordingTicket);
  };
}

/**
 * `GET` and `HEAD /v1/recordings/:ticket`: streams audio to the holder of a ticket, on a page of its
 * origin. A range is answered with 206 whether or not the upstream supports ranges.
 */
export function recordingRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerRecording(context) {
    const ticket = await openTicket(broker.sealer, context.req.param("ticket") ?? "");
    const site = ticket === null ? undefined : broker.config.sites.get(ticket.site);
    if (ticket === null || site === undefined) throw refuseRecording("ticket: invalid");
    const { subject, origin } = ticket;
    setViewer(context, site, subject);
    if (!isStillGranted(ticket, site)) throw refuseRecording("ticket: revoked");
    await broker.admission.admitRequest(
      { site, subject, origin, scopes: [TICKET_SCOPE] },
      { scope: TICKET_SCOPE, origin: context.req.header("Origin"), proof: null },
    );
    const source = broker.sourceFor(site, audienceOf(subject));
    return context.req.method === "HEAD"
      ? answerHead(source, ticket.callId)
      : answerGet(context, source, ticket.callId);
  };
}

/** The scope that a ticket stands for. */
const TICKET_SCOPE = "recordings:read";

/** Whether the config still allows what the ticket opens. */
function isStillGranted(ticket: Ticket, site: Site): boolean {
  const isAgentOfSite = site.agents === "all" || (ticket.agentId !== null && site.agents.has(ticket.agentId));
  return isAgentOfSite && isOriginOfSite(site, ticket.origin);
}

const TIME_LIMIT = { deadlineMs: UPSTREAM_DEADLINE_MS };

/** An entity tag or a date, in ASCII and of reasonable length. */
const IF_RANGE = /^(?:(?:W\/)?"[\x21\x23-\x7e]{0,128}"|[A-Z][\x20-\x7e]{10,40})$/;

async function answerHead(source: CallSource, callId: string): Promise<Response> {
  // RFC 9110 section 14.2: Range is defined for GET only.
  const { contentType, size, etag } = await probeRecording(source, callId, TIME_LIMIT);
  const headers = audioHeaders(contentType, etag);
  if (size !== null) headers.set("Content-Length", String(size));
  return new Response(null, { headers });
}

async function answerGet(context: Context<BrokerEnv>, source: CallSource, callId: string): Promise<Response> {
  const ifRange = context.req.header("If-Range");
  const asked = context.req.header("Range");
  // A malformed If-Range never matches: send the full body (RFC 9110 section 13.1.5).
  const isUsable = ifRange === undefined || IF_RANGE.test(ifRange);
  const range = isUsable && isSingleRange(asked) ? asked : undefined;
  const request = {
    ...(range === undefined ? {} : { range }),
    ...(range === undefined || ifRange === undefined ? {} : { ifRange }),
  };
  const answer = await source.openRecording(callId, request, TIME_LIMIT);
  if (!answer.ok) return unsatisfiable(answer.size);
  const { contentType, contentLength, range: served, body, etag } = answer.recording;
  const headers = audioHeaders(contentType, etag);
  if (served !== null) {
    setRange(headers, served.first, served.last, served.sizeBytes);
    return new Response(body, { status: 206, headers });
  }
  if (contentLength === null || body === null) return new Response(body, { headers });
  // The upstream sent the full body. Cut the range here, unless the page's part is of another recording
  // (RFC 9110 section 13.1.5: only an equal strong validator keeps the range).
  const isSame = ifRange === undefined || (etag !== null && !etag.startsWith("W/") && ifRange === etag);
  const part = isSame ? resolveRange(range, contentLength) : ({ kind: "whole" } as const);
  switch (part.kind) {
    case "unsatisfiable":
      await body.cancel();
      return unsatisfiable(contentLength);
    case "part":
      setRange(headers, part.first, part.last, contentLength);
      return new Response(sliceStream(body, part.first, part.last), { status: 206, headers });
    case "whole":
      headers.set("Content-Length", String(contentLength));
      return new Response(body, { headers });
  }
}

function audioHeaders(contentType: string, etag: string | null): Headers {
  const headers = new Headers({ "Content-Type": contentType, "Accept-Ranges": "bytes" });
  if (etag !== null) headers.set("ETag", etag);
  return headers;
}

function setRange(headers: Headers, first: number, last: number, size: number | null): void {
  headers.set("Content-Range", `bytes ${first}-${last}/${size ?? "*"}`);
  headers.set("Content-Length", String(last - first + 1));
}

function unsatisfiable(size: number | null): Response {
  return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${size ?? "*"}` } });
}

/** A recording without its bytes. */
interface RecordingFacts {
  contentType: string;
  /** In bytes; null if the source does not tell. */
  size: number | null;
  etag: string | null;
}

/**
 * Reads type and size by asking for the first byte. `HEAD` would fail, because storage URLs are signed
 * for `GET`. Refuses if there is no recording, or none yet.
 */
async function probeRecording(source: CallSource, callId: string, time: TimeLimit): Promise<RecordingFacts> {
  const answer = await source.openRecording(callId, { range: "bytes=0-0" }, time);
  // An empty recording has no first byte.
  if (!answer.ok) return { contentType: "audio/wav", size: answer.size, etag: null };
  const { recording } = answer;
  await recording.body?.cancel();
  const size = recording.range === null ? recording.contentLength : recording.range.sizeBytes;
  return { contentType: recording.contentType, size, etag: recording.etag };
}
