import type { CallSummary } from "@keyhole/contract";
import { SKIP_MS } from "../../base/limits.ts";
import type { PlayerStore } from "./player-store.ts";

const HANDLED = ["play", "pause", "seekbackward", "seekforward", "seekto"] as const;

/** Connects a player to the media keys of the device and to its lock screen. */
export function takeMediaSession(player: PlayerStore, call: CallSummary | null, fallback: string): void {
  const { mediaSession } = navigator;
  if (!mediaSession) return;
  mediaSession.metadata = new MediaMetadata({
    title: call?.title ?? fallback,
    artist: call?.agent?.name ?? "",
  });
  const handlers: Record<(typeof HANDLED)[number], (details: MediaSessionActionDetails) => void> = {
    play: () => player.play(),
    pause: () => player.pause(),
    seekbackward: ({ seekOffset }) => player.skip(seekOffset ? -seekOffset * 1000 : -SKIP_MS),
    seekforward: ({ seekOffset }) => player.skip(seekOffset ? seekOffset * 1000 : SKIP_MS),
    seekto: ({ seekTime }) => player.seek((seekTime ?? 0) * 1000),
  };
  for (const action of HANDLED) mediaSession.setActionHandler(action, handlers[action]);
  updateMediaSession(player);
}

/** Updates the state and the position on the lock screen. */
export function updateMediaSession(player: PlayerStore): void {
  const { mediaSession } = navigator;
  const { playing, positionMs, durationMs, speed } = player.state;
  if (!mediaSession || durationMs === null) return;
  mediaSession.playbackState = playing ? "playing" : "paused";
  mediaSession.setPositionState({
    duration: durationMs / 1000,
    position: Math.min(positionMs, durationMs) / 1000,
    playbackRate: speed,
  });
}

/** Disconnects the player. */
export function leaveMediaSession(): void {
  const { mediaSession } = navigator;
  if (!mediaSession) return;
  for (const action of HANDLED) mediaSession.setActionHandler(action, null);
  mediaSession.metadata = null;
  mediaSession.playbackState = "none";
}
