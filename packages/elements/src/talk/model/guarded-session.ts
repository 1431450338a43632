import {
  ConnectionError,
  ConnectionErrorReason,
  DisconnectReason,
  type LocalAudioTrack,
  Room,
  RoomEvent,
  Track,
} from "livekit-client";
import type { ClientEvents, Closing } from "./vendor-client.ts";
import { VendorSession } from "./vendor-session.ts";

/** What the vendor's client sends through its socket instead, because the data channel takes no more. */
const DATA_MAX_BYTES = 1024;

/** The connection of the vendor's session, as `GuardedSession` builds it. */
type SessionEvents = Pick<ClientEvents, "connects" | "joined" | "agentTrack" | "reconnecting" | "closed">;

/**
 * The vendor's session with a connection of ours. The vendor's own asks for a microphone a second time, leaves promises
 * that nobody awaits, drops why a socket closed, and stays in `connecting` for ever where the room refuses. What is said
 * over the connection (texts, tools, states) stays the vendor's.
 */
export class GuardedSession extends VendorSession {
  readonly #events: SessionEvents;
  #track: MediaStreamTrack | null;
  #stopWaiting = new AbortController();
  #isOver = false;

  constructor(context: AudioContext | null, track: MediaStreamTrack | null, events: SessionEvents) {
    super(context ? { audioContext: context } : {});
    this.#track = track;
    this.#events = events;
  }

  override joinCall(joinUrl: string): void {
    try {
      this.#events.connects(new URL(joinUrl).origin);
      super.joinCall(joinUrl);
    } catch {
      // The message of a WebSocket's exception quotes the address, which nobody may see.
      this.#end("failed");
    }
  }

  /** The first message names the room. The vendor builds another room for each further message. */
  override async handleSocketMessage({ data }: MessageEvent): Promise<void> {
    if (this.room || this.#isOver) return;
    try {
      const { roomUrl, token } = (JSON.parse(String(data)) ?? {}) as { roomUrl?: unknown; token?: unknown };
      if (typeof roomUrl !== "string" || typeof token !== "string") return;
      await this.#enter(roomUrl, token);
    } catch (error) {
      this.#end(closingOf(error));
    }
  }

  override async handleSocketClose({ wasClean }: CloseEvent): Promise<void> {
    if (!this.room) this.#end("refused");
    else this.#end(wasClean ? "ended" : "lost");
  }

  /** The vendor leaves a promise that nobody awaits. */
  override sendData(message: object): void {
    const text = JSON.stringify(message);
    const bytes = new TextEncoder().encode(text);
    if (bytes.length <= DATA_MAX_BYTES)
      this.room?.localParticipant.publishData(bytes, { reliable: true }).catch(() => {});
    else if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(text);
  }

  /** Sends another track from now on. */
  async useTrack(track: MediaStreamTrack): Promise<void> {
    this.#track = track;
    await this.localAudioTrack?.replaceTrack(track, true);
  }

  /** Leaves without a word to the events. */
  async leave(): Promise<void> {
    this.#isOver = true;
    this.#stopWaiting.abort();
    const { socket } = this;
    if (socket?.readyState === WebSocket.CONNECTING) {
      // A browser writes the address to the console where a socket is closed before it is open.
      socket.onmessage = socket.onclose = null;
      socket.onopen = () => socket.close();
      this.socket = undefined;
    }
    try {
      await this.disconnect();
    } finally {
      // The vendor does not come that far where LiveKit throws.
      this.socket?.close();
    }
  }

  #end(how: Closing): void {
    if (this.#isOver) return;
    this.leave().catch(() => {});
    this.#events.closed(how);
  }

  async #enter(roomUrl: string, token: string): Promise<void> {
    this.#events.connects(new URL(roomUrl).origin);
    // A page says `beforeunload` too when its viewer then stays.
    const room = new Room({ webAudioMix: false, disconnectOnPageLeave: false });
    this.room = room;
    this.#listen(room);
    await room.connect(roomUrl, token);
    if (this.#isOver) return;
    if (this.#track) await this.#publish(room, this.#track);
    if (!this.#isOver) this.#events.joined();
  }

  async #publish(room: Room, track: MediaStreamTrack): Promise<void> {
    const options = { name: "audio", simulcast: false, source: Track.Source.Microphone };
    const { audioTrack } = await room.localParticipant.publishTrack(track, options);
    this.localAudioTrack = audioTrack as LocalAudioTrack | undefined;
    if (this.isMicMuted) this.muteMic();
    // The viewer has chosen another one meanwhile.
    if (this.#track && this.#track !== track) await this.localAudioTrack?.replaceTrack(this.#track, true);
  }

  #listen(room: Room): void {
    const events = this.#events;
    room.on(RoomEvent.TrackSubscribed, (track, publication) => {
      if (track.kind !== Track.Kind.Audio) return;
      publication.setEnabled(!this.isSpeakerMuted);
      this.handleTrackSubscribed(track);
      events.agentTrack(track.mediaStreamTrack);
    });
    room.on(RoomEvent.DataReceived, (payload) => {
      try {
        this.handleDataReceived(payload);
      } catch {
        // A message of another kind.
      }
    });
    room.on(RoomEvent.SignalReconnecting, () => events.reconnecting(true));
    room.on(RoomEvent.Reconnecting, () => events.reconnecting(true));
    room.on(RoomEvent.Reconnected, () => events.reconnecting(false));
    room.on(RoomEvent.Disconnected, (reason) => this.#end(closingFor(reason)));
    room.on(RoomEvent.AudioPlaybackStatusChanged, () => this.#unblockSound(room));
  }

  /** The browser plays nothing before the next click or key. */
  #unblockSound(room: Room): void {
    this.#stopWaiting.abort();
    if (room.canPlaybackAudio || this.#isOver) return;
    this.#stopWaiting = new AbortController();
    const { signal } = this.#stopWaiting;
    for (const type of ["click", "keydown"])
      addEventListener(type, () => void room.startAudio().catch(() => {}), { signal, capture: true });
  }
}

function closingFor(reason: DisconnectReason | undefined): Closing {
  switch (reason) {
    case undefined:
    case DisconnectReason.UNKNOWN_REASON:
    case DisconnectReason.STATE_MISMATCH:
    case DisconnectReason.JOIN_FAILURE:
    case DisconnectReason.SIGNAL_CLOSE:
      return "lost";
    // LiveKit's word for a room that does not take the token.
    case DisconnectReason.USER_REJECTED:
      return "refused";
    default:
      return "ended";
  }
}

function closingOf(error: unknown): Closing {
  if (!(error instanceof ConnectionError)) return "failed";
  switch (error.reason) {
    case ConnectionErrorReason.NotAllowed:
    case ConnectionErrorReason.ServiceNotFound:
      return "refused";
    case ConnectionErrorReason.LeaveRequest:
      return "ended";
    default:
      return "lost";
  }
}
