import type { CallSummary } from "@keyhole/contract";
import { SKIP_MS } from "../../base/limits.ts";
import type { Player } from "./player.ts";

const HANDLED = ["play", "pause", "seekbackward", "seekforward", "seekto"] as const;

/** Hands the keys of the device and its lock screen to a player that begins to be heard. */
export function takeMediaSession(player: Player, call: CallSummary | null, fallback: string): void {
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
}

/** Says where the player is. */
export function tellMediaSession(player: Player): void {
  const { mediaSession } = navigator;
  const durationMs = player.durationMs;
  if (!mediaSession || durationMs === null) return;
  mediaSession.playbackState = player.playing ? "playing" : "paused";
  mediaSession.setPositionState({
    duration: durationMs / 1000,
    position: Math.min(player.positionMs, durationMs) / 1000,
    playbackRate: player.audio.playbackRate,
  });
}

/** Gives the keys back. */
export function leaveMediaSession(): void {
  const { mediaSession } = navigator;
  if (!mediaSession) return;
  for (const action of HANDLED) mediaSession.setActionHandler(action, null);
  mediaSession.metadata = null;
  mediaSession.playbackState = "none";
}
