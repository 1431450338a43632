import type { RecordingTicket } from "@keyhole/contract";
import type { Context, Handler } from "hono";
import { chargeUpstream } from "../admission/charge-upstream.ts";
import { audienceOf } from "../base/audience.ts";
import { UPSTREAM_DEADLINE_MS } from "../base/limits/requests.ts";
import { TICKET_SECONDS } from "../base/limits/tokens.ts";
import { createMeter } from "../base/meter.ts";
import { findCall } from "../calls/find-call.ts";
import type { Site } from "../config/check-site.ts";
import { isOriginOfSite } from "../config/origin-pattern.ts";
import { type BrokerEnv, setViewer } from "../http/broker-env.ts";
import { Refusal } from "../http/refusal.ts";
import { refuseRecording } from "../http/refusals.ts";
import { isSingleRange, resolveRange, sliceStream } from "../recordings/byte-range.ts";
import { probeRecording } from "../recordings/probe-recording.ts";
import { openTicket, sealTicket, type Ticket } from "../recordings/ticket.ts";
import { startReading } from "../sources/reading.ts";
import type { CallSource, RecordingAnswer, RecordingRequest, TimeLimit } from "../sources/source.ts";
import { isRevoked } from "../switches/switches.ts";
import type { Broker } from "./broker.ts";

/** `POST /v1/calls/:id/recording`: returns a ticket, or a refusal where a page can read it. */
export function recordingTicketRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerTicket(context) {
    const reading = startReading(broker, context);
    const { access } = reading;
    const call = await findCall(reading, context.req.param("id") ?? "");
    if (!call.isRecorded) throw refuseRecording("call: not recorded");
    await probeRecording(reading.source, call.id, reading.timeLeft());
    const expiresAtMs = broker.now() + TICKET_SECONDS * 1000;
    const { site, subject, origin } = access;
    const opens: Ticket = {
      site: site.id,
      subject,
      origin,
      callId: call.id,
      agentId: call.agent?.id.toLowerCase() ?? null,
      isPublic: access.audience === "visitors" && site.visitors?.rows === "public",
    };
    const ticket = await sealTicket(broker.sealer, opens, expiresAtMs);
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
    await setViewer(context, { site, subject, subjectNames: broker.subjectNames });
    context.set("audited", { call: ticket.callId });
    if (!isStillGranted(ticket, site)) throw refuseRecording("ticket: revoked");
    // Nobody can be told: an audio element sees that there is nothing.
    const standing = await broker.switches.standingOf(site.id, ticket.isBridge ? null : subject);
    if (standing.disabled !== null) throw refuseRecording(`switch: ${standing.disabled}`);
    if (isRevoked(ticket.iat, standing)) throw refuseRecording("ticket: revoked");
    refuseNavigation(context.req.header("Sec-Fetch-Dest"));
    if (ticket.isBridge) await broker.admission.admitBridge(site, subject, context.req.header("Origin"));
    else {
      await broker.admission.admitRequest(
        { site, subject, origin, scopes: [TICKET_SCOPE] },
        { kind: "recording", scope: TICKET_SCOPE, origin: context.req.header("Origin"), proof: null },
      );
    }
    const meter = createMeter();
    context.set("meter", meter);
    const source = broker.sources.sourceFor(site, ticket.isBridge ? "visitors" : audienceOf(subject), meter);
    const endMs = broker.now() + UPSTREAM_DEADLINE_MS;
    const timeLeft = () => ({ deadlineMs: Math.max(1, endMs - broker.now()) });
    try {
      return context.req.method === "HEAD"
        ? await answerHead(source, ticket.callId, timeLeft())
        : await answerGet(context, (request) => source.openRecording(ticket.callId, request, timeLeft()));
    } finally {
      // Cekura's requests cost viewers nothing.
      if (!ticket.isBridge) chargeUpstream(broker, context, "recording");
    }
  };
}

/** The scope that a ticket stands for. */
const TICKET_SCOPE = "recordings:read";

/** Whether the config still allows what the ticket opens. */
function isStillGranted({ subject, agentId, origin, isPublic, isBridge }: Ticket, site: Site): boolean {
  const isAgentOfSite = site.agents === "all" || (agentId !== null && site.agents.has(agentId));
  if (isBridge) return isAgentOfSite && site.bridge !== null;
  if (!isAgentOfSite || !isOriginOfSite(site, origin)) return false;
  if (audienceOf(subject) === "members") return site.members !== null;
  const { visitors } = site;
  return visitors?.scopes.includes(TICKET_SCOPE) === true && (!isPublic || visitors.rows === "public");
}

/** What a browser plays a recording in, or fetches it for (Fetch Metadata). Programs send no such header. */
const DESTINATIONS = ["audio", "video", "empty"];

/** A ticket is for a page's player: opened by itself, or in a frame, the URL was carried off. */
function refuseNavigation(destination: string | undefined): void {
  if (destination === undefined || DESTINATIONS.includes(destination.toLowerCase())) return;
  throw new Refusal(
    "invalid_request",
    "The address of a recording plays in an audio element of its page, and does not open by itself.",
  );
}

/** A strong entity tag, in ASCII and of a sane length. */
const STRONG_TAG = /^"[\x21\x23-\x7e]{0,128}"$/;

async function answerHead(source: CallSource, callId: string, time: TimeLimit): Promise<Response> {
  // RFC 9110 section 14.2: Range is defined for GET only.
  const { contentType, size, etag } = await probeRecording(source, callId, time);
  const headers = audioHeaders(contentType, etag);
  if (size !== null) headers.set("Content-Length", String(size));
  return new Response(null, { headers });
}

async function answerGet(
  context: Context<BrokerEnv>,
  open: (request: RecordingRequest) => Promise<RecordingAnswer>,
): Promise<Response> {
  const ifRange = context.req.header("If-Range");
  const asked = context.req.header("Range");
  // RFC 9110 section 13.1.5: only a strong validator that is the same lets a range stand. Answers have no
  // Last-Modified, so no date is the same.
  const isUsable = ifRange === undefined || STRONG_TAG.test(ifRange);
  const range = isUsable && isSingleRange(asked) ? asked : undefined;
  if (range === undefined) return answerWhole(await open({}));
  if (ifRange === undefined) return answerPart(await open({ range }), range);
  const answer = await open({ range, ifRange });
  if (isSame(answer, ifRange)) return answerPart(answer, range);
  if (answer.ok && answer.recording.range === null) return answerWhole(answer);
  // An upstream that ignores If-Range answers a part, or 416, of a recording that is another by now.
  if (answer.ok) await answer.recording.body?.cancel();
  const whole = await open({});
  return isSame(whole, ifRange) ? answerPart(whole, range) : answerWhole(whole);
}

function isSame(answer: RecordingAnswer, ifRange: string): boolean {
  return answer.ok && answer.recording.etag === ifRange;
}

/** The whole recording. The upstream was asked for no range. */
function answerWhole(answer: RecordingAnswer): Response {
  if (!answer.ok) return unsatisfiable(answer.size);
  const { contentType, contentLength, body, etag } = answer.recording;
  const headers = audioHeaders(contentType, etag);
  if (contentLength !== null) headers.set("Content-Length", String(contentLength));
  return new Response(body, { headers });
}

/** The part that was asked for, cut here if the upstream sent all. */
async function answerPart(answer: RecordingAnswer, asked: string): Promise<Response> {
  if (!answer.ok) return unsatisfiable(answer.size);
  const { contentType, contentLength, range: served, body, etag } = answer.recording;
  const headers = audioHeaders(contentType, etag);
  if (served !== null) {
    setRange(headers, served.first, served.last, served.sizeBytes);
    return new Response(body, { status: 206, headers });
  }
  if (contentLength === null || body === null) return new Response(body, { headers });
  const part = resolveRange(asked, contentLength);
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
  const headers = new Headers({
    "Content-Type": contentType,
    "Content-Disposition": 'inline; filename="recording"',
    "Accept-Ranges": "bytes",
  });
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
