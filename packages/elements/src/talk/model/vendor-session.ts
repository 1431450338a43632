import type { LocalAudioTrack, RemoteTrack, Room } from "livekit-client";
import { UltravoxSession } from "ultravox-client";

/** What the vendor's types keep private, and what a subclass replaces. The version is exact, and the end-to-end tests join with it. */
interface Hidden {
  joinCall(joinUrl: string): void;
  sendData(message: object): void;
  room: Room | undefined;
  socket: WebSocket | undefined;
  audioElement: HTMLAudioElement;
  localAudioTrack: LocalAudioTrack | undefined;
  handleSocketMessage(event: MessageEvent): Promise<void>;
  handleSocketClose(event: CloseEvent): Promise<void>;
  handleTrackSubscribed(track: RemoteTrack): void;
  handleDataReceived(payload: Uint8Array): void;
  disconnect(): Promise<void>;
}

type Public = Omit<Pick<UltravoxSession, keyof UltravoxSession>, "joinCall" | "sendData">;

/** The vendor's session, open for a subclass. */
export const VendorSession = UltravoxSession as unknown as new (
  options: ConstructorParameters<typeof UltravoxSession>[0],
) => Public & Hidden;
