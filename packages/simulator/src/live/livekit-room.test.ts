import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { JoinRequest, SessionDescription } from "@livekit/protocol";
import type { RTCPeerConnection } from "werift";
import type { WebSocket } from "ws";
import type { RoomEvents } from "./livekit-room.ts";

/** A client's socket as a room uses it. */
class ClientSocket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  send(): void {}
  close(): void {
    if (this.readyState !== this.OPEN) return;
    this.readyState = 3;
    this.emit("close");
  }
}

const NO_EVENTS: RoomEvents = {
  onConnected: () => {},
  onData: () => {},
  onLevel: () => {},
  onGone: () => {},
};

/** Timers and UDP sockets that keep the process alive. */
const openResources = () =>
  process.getActiveResourcesInfo().filter((name) => name === "Timeout" || name === "UDPWrap");

async function offer(): Promise<{ peer: RTCPeerConnection; request: JoinRequest }> {
  // Here and below, not above: another test of this process sees what is loaded before the first room.
  const { RTCPeerConnection } = await import("werift");
  const peer = new RTCPeerConnection({ iceServers: [], iceUseIpv6: false });
  peer.addTransceiver("audio", { direction: "recvonly" });
  peer.createDataChannel("_reliable");
  await peer.setLocalDescription(await peer.createOffer());
  const publisherOffer = new SessionDescription({
    type: "offer",
    sdp: peer.localDescription?.sdp ?? assert.fail("no offer"),
    id: 1,
  });
  return { peer, request: new JoinRequest({ publisherOffer }) };
}

test("keeps nothing open after a client that leaves during the answer", async () => {
  const { LivekitRoom } = await import("./livekit-room.ts");
  const { peer, request } = await offer();
  // After so many turns of the event loop the client leaves.
  for (const turns of [0, 1, 2, 3, 5, 8, 13]) {
    const socket = new ClientSocket();
    new LivekitRoom(socket as unknown as WebSocket, "call", request, NO_EVENTS);
    for (let turn = 0; turn < turns; turn += 1) await delay(0);
    socket.close();
  }
  await peer.close();
  for (let tries = 0; openResources().length > 0 && tries < 500; tries += 1) {
    await delay(20);
  }
  assert.deepEqual(openResources(), []);
});
