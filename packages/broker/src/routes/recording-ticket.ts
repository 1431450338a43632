import type { RecordingTicket } from "@keyhole/contract";
import type { Handler } from "hono";
import { UPSTREAM_DEADLINE_MS } from "../base/limits.ts";
import { findCall } from "../calls/find-call.ts";
import type { BrokerEnv } from "../http/broker-env.ts";
import { refuseRecording } from "../http/refusals.ts";
import { probeRecording } from "../recordings/open-recording.ts";
import { sealTicket, ticketSeconds } from "../recordings/ticket.ts";
import type { Broker } from "./broker.ts";

/** `POST /v1/calls/:id/recording`: a ticket, or why there is none, told where a page can read it. */
export function recordingTicketRoute(broker: Broker): Handler<BrokerEnv> {
  return async function answerTicket(context) {
    const access = context.get("access");
    const call = await findCall(broker, context.req.param("id") ?? "", access, UPSTREAM_DEADLINE_MS);
    if (!call.recordingEnabled) throw refuseRecording();
    await probeRecording(broker, access, call.callId);
    const durationMs = call.joined && call.ended ? Date.parse(call.ended) - Date.parse(call.joined) : null;
    const expiresAtMs = broker.now() + ticketSeconds(durationMs) * 1000;
    const { site, subject, origin } = access;
    const ticket = await sealTicket(
      broker.sealer,
      { site: site.id, subject, origin, callId: call.callId, agentId: call.agentId?.toLowerCase() ?? null },
      expiresAtMs,
    );
    const url = `${broker.config.publicUrls[0]}/v1/recordings/${ticket}`;
    return context.json({ url, expiresAt: new Date(expiresAtMs).toISOString() } satisfies RecordingTicket);
  };
}
