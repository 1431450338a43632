import { gunzipSync } from "node:zlib";
import {
  Codec,
  DataPacket,
  DataPacket_Kind,
  DisconnectReason,
  JoinRequest,
  JoinResponse,
  LeaveRequest,
  LeaveRequest_Action,
  ParticipantInfo,
  ParticipantInfo_State,
  ParticipantPermission,
  Room,
  ServerInfo,
  SignalRequest,
  SignalResponse,
  TrackInfo,
  TrackSource,
  TrackType,
  UserPacket,
  WrappedJoinRequest,
  WrappedJoinRequest_Compression,
} from "@livekit/protocol";

/** LiveKit's ids of the agent, which starts with `PA`, and of its track, which starts with `TR`. */
const AGENT_SID = "PA_agent";
export const AGENT_TRACK_SID = "TR_agent";
/** LiveKit's clients read participant and track from the id of a media stream. */
export const AGENT_STREAM_ID = `${AGENT_SID}|${AGENT_TRACK_SID}`;

const AGENT_IDENTITY = "agent";
const SERVER_VERSION = "1.9.0";
/** LiveKit's protocol version of that server. */
const PROTOCOL = 16;
const PING_INTERVAL_SECONDS = 5;
const PING_TIMEOUT_SECONDS = 15;
/** Maximum size of an unpacked join request. */
const JOIN_REQUEST_MAX_BYTES = 256 * 1024;

/** The `join_request` parameter of a LiveKit client, base64url of a possibly compressed message. Null if malformed. */
export function parseJoinRequest(parameter: string): JoinRequest | null {
  return orNull(() => readJoinRequest(parameter));
}

/** A client's message. Null if malformed. */
export function parseRequest(bytes: Uint8Array): SignalRequest["message"] | null {
  return orNull(() => SignalRequest.fromBinary(bytes).message);
}

/** Protobuf throws on bytes that are no message. */
function orNull<Value>(parse: () => Value): Value | null {
  try {
    return parse();
  } catch {
    return null;
  }
}

function readJoinRequest(parameter: string): JoinRequest {
  const { joinRequest, compression } = WrappedJoinRequest.fromBinary(Buffer.from(parameter, "base64url"));
  const isPacked = compression === WrappedJoinRequest_Compression.GZIP;
  return JoinRequest.fromBinary(
    isPacked ? gunzipSync(joinRequest, { maxOutputLength: JOIN_REQUEST_MAX_BYTES }) : joinRequest,
  );
}

export function encodeResponse(message: SignalResponse["message"]): Uint8Array {
  return new SignalResponse({ message }).toBinary();
}

/** The first message: the caller is in a room with the agent. */
export function joinResponse(callId: string): JoinResponse {
  return new JoinResponse({
    room: new Room({ sid: "RM_call", name: callId }),
    participant: new ParticipantInfo({
      sid: "PA_caller",
      identity: "caller",
      state: ParticipantInfo_State.JOINED,
      permission: new ParticipantPermission({ canPublish: true, canPublishData: true, canSubscribe: true }),
    }),
    otherParticipants: [
      new ParticipantInfo({
        sid: AGENT_SID,
        identity: AGENT_IDENTITY,
        state: ParticipantInfo_State.ACTIVE,
        isPublisher: true,
        tracks: [
          new TrackInfo({
            sid: AGENT_TRACK_SID,
            type: TrackType.AUDIO,
            name: "audio",
            source: TrackSource.MICROPHONE,
            mimeType: "audio/opus",
          }),
        ],
      }),
    ],
    serverInfo: new ServerInfo({ version: SERVER_VERSION, protocol: PROTOCOL }),
    serverVersion: SERVER_VERSION,
    pingInterval: PING_INTERVAL_SECONDS,
    pingTimeout: PING_TIMEOUT_SECONDS,
    enabledPublishCodecs: [new Codec({ mime: "audio/opus" })],
  });
}

/** Tells the client to go, and not to come back. */
export function leaveRequest(): LeaveRequest {
  return new LeaveRequest({ reason: DisconnectReason.ROOM_DELETED, action: LeaveRequest_Action.DISCONNECT });
}

/** A data message of the agent, as a LiveKit data packet. */
export function encodeData(message: object): Buffer {
  const packet = new DataPacket({
    kind: DataPacket_Kind.RELIABLE,
    participantIdentity: AGENT_IDENTITY,
    value: {
      case: "user",
      value: new UserPacket({
        participantSid: AGENT_SID,
        participantIdentity: AGENT_IDENTITY,
        payload: new TextEncoder().encode(JSON.stringify(message)),
      }),
    },
  });
  return Buffer.from(packet.toBinary());
}

/** The text of a client's data packet. Null if it carries something else, or is malformed. */
export function decodeData(bytes: Uint8Array): string | null {
  const value = orNull(() => DataPacket.fromBinary(bytes).value);
  return value?.case === "user" ? new TextDecoder().decode(value.value.payload) : null;
}
