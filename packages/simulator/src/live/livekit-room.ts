import {
  type JoinRequest,
  Pong,
  SessionDescription,
  type SignalRequest,
  TrackInfo,
  TrackPublishedResponse,
} from "@livekit/protocol";
import {
  MediaStream,
  MediaStreamTrack,
  type RTCDataChannel,
  RTCPeerConnection,
  type RTCRtpTransceiver,
  useAudioLevelIndication,
} from "werift";
import type { WebSocket } from "ws";
import { acceptOffer } from "./session-description.ts";
import {
  AGENT_STREAM_ID,
  AGENT_TRACK_SID,
  decodeData,
  encodeData,
  encodeResponse,
  joinResponse,
  leaveRequest,
  parseRequest,
} from "./signal-messages.ts";

/** What happens in a room. */
export interface RoomEvents {
  /** The caller is connected: audio and data pass. */
  readonly onConnected: () => void;
  /** A data message of the caller. */
  readonly onData: (text: string) => void;
  /** The level of a packet of the caller's microphone, in dB below the loudest. */
  readonly onLevel: (levelDb: number) => void;
  /** The caller has gone, with or without a word. */
  readonly onGone: (how: "left" | "lost") => void;
}

const LOOPBACK = "127.0.0.1";
const RELIABLE_CHANNEL = "_reliable";

/**
 * A LiveKit room for one caller and one agent, without a LiveKit server: its signalling (version 1, one peer
 * connection, protobuf over WebSocket) and its media, on the loopback interface. A connection that broke is not resumed.
 */
export class LivekitRoom {
  readonly track = new MediaStreamTrack({ kind: "audio", id: AGENT_TRACK_SID });
  readonly #socket: WebSocket;
  readonly #events: RoomEvents;
  readonly #peer = new RTCPeerConnection({
    iceServers: [],
    iceUseIpv6: false,
    iceInterfaceAddresses: { udp4: LOOPBACK },
    iceAdditionalHostAddresses: [LOOPBACK],
    headerExtensions: { audio: [useAudioLevelIndication()], video: [] },
  });
  #channel: RTCDataChannel | null = null;
  #agentMid: string | null = null;
  #hasLeft = false;
  /** Offers are answered one after another. */
  #negotiation: Promise<void> = Promise.resolve();

  constructor(socket: WebSocket, callId: string, request: JoinRequest, events: RoomEvents) {
    this.#socket = socket;
    this.#events = events;
    this.#peer.onDataChannel.subscribe((channel) => this.#takeChannel(channel));
    this.#peer.onTrack.subscribe((track) => this.#listenTo(track));
    socket.on("message", (bytes: Buffer) => {
      const message = parseRequest(new Uint8Array(bytes));
      if (message === null) socket.close();
      else this.#take(message);
    });
    // Not before the client has gone: werift fails on data channels that open while it closes. And not during an
    // answer: the transports that it makes afterwards would stay open.
    socket.on("close", () => {
      void this.#negotiation.then(() => this.#peer.close());
      events.onGone(this.#hasLeft ? "left" : "lost");
    });
    this.#respond({ case: "join", value: joinResponse(callId) });
    if (request.publisherOffer !== undefined) this.#negotiate(request.publisherOffer);
  }

  /** Sends a data message of the agent. */
  send(message: object): void {
    if (this.#channel?.readyState === "open") this.#channel.send(encodeData(message));
  }

  /** Tells the caller to go, which closes the room. */
  close(): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#respond({ case: "leave", value: leaveRequest() });
    this.#socket.close();
  }

  /** Breaks the connection without a word. */
  drop(): void {
    this.#socket.terminate();
  }

  #respond(message: Parameters<typeof encodeResponse>[0]): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(encodeResponse(message));
  }

  /** Candidates of the caller are not needed: its checks reach the agent's one address first. */
  #take(message: SignalRequest["message"]): void {
    switch (message.case) {
      case "offer":
        this.#negotiate(message.value);
        return;
      case "addTrack": {
        const { cid, type, name, source, muted } = message.value;
        const track = new TrackInfo({ sid: "TR_caller", type, name, source, muted });
        this.#respond({ case: "trackPublished", value: new TrackPublishedResponse({ cid, track }) });
        return;
      }
      case "pingReq": {
        const timestamp = BigInt(Date.now());
        const pong = new Pong({ lastPingTimestamp: message.value.timestamp, timestamp });
        this.#respond({ case: "pongResp", value: pong });
        return;
      }
      case "leave":
        this.#hasLeft = true;
        this.#socket.close();
        return;
    }
  }

  #negotiate(offer: SessionDescription): void {
    this.#negotiation = this.#negotiation
      .then(() => this.#answer(offer))
      .catch((error) => {
        console.error("The simulator could not answer an offer:", error);
        this.#socket.close();
      });
  }

  async #answer({ sdp, id }: SessionDescription): Promise<void> {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    const offer = acceptOffer(sdp, this.#agentMid);
    await this.#peer.setRemoteDescription({ type: "offer", sdp: offer.sdp });
    if (this.#agentMid === null) await this.#publishVoice(this.#transceiver(offer.agentMid));
    this.#agentMid = offer.agentMid;
    await this.#peer.setLocalDescription(await this.#peer.createAnswer());
    const value = new SessionDescription({
      type: "answer",
      sdp: offer.answer(this.#peer.localDescription?.sdp ?? ""),
      id,
      midToTrackId: { [offer.agentMid]: AGENT_TRACK_SID },
    });
    this.#respond({ case: "answer", value });
  }

  #transceiver(mid: string): RTCRtpTransceiver {
    const found = this.#peer.getTransceivers().find((transceiver) => transceiver.mid === mid);
    if (found === undefined) throw new Error(`There is no transceiver ${mid}.`);
    return found;
  }

  async #publishVoice(transceiver: RTCRtpTransceiver): Promise<void> {
    transceiver.sender.setStreams([new MediaStream({ id: AGENT_STREAM_ID })]);
    await transceiver.sender.replaceTrack(this.track);
    transceiver.setDirection("sendonly");
  }

  #takeChannel(channel: RTCDataChannel): void {
    if (channel.label !== RELIABLE_CHANNEL) return;
    this.#channel = channel;
    channel.onMessage.subscribe((bytes) => {
      const text = decodeData(new Uint8Array(Buffer.from(bytes)));
      if (text !== null) this.#events.onData(text);
    });
    if (channel.readyState === "open") this.#events.onConnected();
    else channel.stateChanged.once(() => this.#events.onConnected());
  }

  #listenTo(track: MediaStreamTrack): void {
    track.onReceiveRtp.subscribe((_packet, extensions) => {
      const level = extensions?.["urn:ietf:params:rtp-hdrext:ssrc-audio-level"] as
        | { level: number }
        | undefined;
      if (level !== undefined) this.#events.onLevel(level.level);
    });
  }
}
