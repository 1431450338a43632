import { randomUUID } from "node:crypto";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { CallRow } from "../calls/call-row.ts";
import { LiveCall } from "./live-call.ts";
import { LIVEKIT_PATH, type LiveCalls, type LiveOptions } from "./live-options.ts";
import { parseJoinRequest } from "./signal-messages.ts";

/** Maximum size of a message of a client. */
const MESSAGE_MAX_BYTES = 256 * 1024;

/** The calls that somebody is joining, or in: the vendor's socket of a `joinUrl`, and LiveKit's. */
export function createLiveCalls(options: Omit<LiveOptions, "onLeft">): LiveCalls {
  const server = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_MAX_BYTES });
  const byCall = new Map<string, LiveCall>();
  const byToken = new Map<string, LiveCall>();
  const closed = new AbortController();
  const { store, clock, slowMs, faults, joinUrl } = options;

  const forget = (callId: string) => {
    const call = byCall.get(callId);
    byCall.delete(callId);
    for (const [token, other] of byToken) if (other === call) byToken.delete(token);
    return call;
  };

  /** The call that a `joinUrl` opens, or the status that refuses it. */
  const callToJoin = (url: URL): CallRow | number => {
    const [, callId = ""] = /^\/calls\/([^/]+)$/.exec(url.pathname) ?? [];
    const row = store.find(callId);
    if (row === undefined) return 404;
    if (url.searchParams.get("token") !== new URL(joinUrl(row)).searchParams.get("token")) return 403;
    if (faults().socket === "refused") return 403;
    return row.joinedMicros !== null || row.endedMicros !== null || byCall.has(row.callId) ? 410 : row;
  };

  const openCall = async (row: CallRow, url: URL, socket: WebSocket) => {
    const { callId } = row;
    const call = new LiveCall(row, socket, url.searchParams.get("clientVersion"), {
      ...options,
      onLeft: () => forget(callId),
    });
    const token = randomUUID();
    byCall.set(callId, call);
    byToken.set(token, call);
    if (faults().socket === "silent") return;
    if (faults().socket === "slow") await clock.sleep(slowMs, closed.signal);
    const { host } = new URL(joinUrl(row));
    socket.send(JSON.stringify({ type: "room_info", roomUrl: `ws://${host}${LIVEKIT_PATH}`, token }));
  };

  const openRoom = (call: LiveCall, url: URL, socket: WebSocket) => {
    if (faults().room === "silent") return;
    const request = parseJoinRequest(url.searchParams.get("join_request") ?? "");
    if (request === null) socket.close();
    else call.join(socket, request);
  };

  return {
    upgrade(request, socket, head) {
      socket.on("error", () => socket.destroy());
      const url = URL.parse(request.url ?? "/", "ws://localhost");
      if (url === null) return refuse(socket, 400);
      const accept = (open: (socket: WebSocket) => void) =>
        server.handleUpgrade(request, socket, head, (client) => {
          client.on("error", () => client.terminate());
          open(client);
        });
      if (url.pathname === `${LIVEKIT_PATH}/rtc/v1`) {
        const call = byToken.get(url.searchParams.get("access_token") ?? "");
        if (call === undefined || faults().room === "refused") return refuse(socket, 401);
        return accept((client) => openRoom(call, url, client));
      }
      const row = callToJoin(url);
      if (typeof row === "number") return refuse(socket, row);
      accept((client) => void openCall(row, url, client));
    },
    deliver: (callId, message) => byCall.get(callId)?.deliver(message) ?? false,
    ended: (callId) => forget(callId)?.close(),
    close() {
      closed.abort();
      for (const callId of [...byCall.keys()]) forget(callId)?.close();
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
