import type { Span } from "../transcript/turn-at.ts";
import type { Peaks } from "./wav-peaks.ts";

export type Speaker = Span["role"];

/** Loudness along the recording, 0 to 1, of each speaker. */
export type Lanes = Readonly<Record<Speaker, Float32Array>>;

/**
 * Gives each speaker a lane. With two channels each speaker has one: the files do not say whose is
 * which, so the channel that is louder while the caller speaks is the caller's. With one channel,
 * what is heard belongs to whoever speaks at the time.
 */
export function lanesOf(peaks: Peaks, spans: readonly Span[], durationMs: number): Lanes {
  const [first = new Float32Array(0), second] = peaks;
  const buckets = first.length;
  const speaks = { user: new Uint8Array(buckets), agent: new Uint8Array(buckets) };
  const place = (ms: number) => (ms / durationMs) * buckets;
  for (const { role, startMs, endMs } of spans) {
    speaks[role].fill(1, Math.floor(place(startMs)), Math.max(Math.ceil(place(endMs)), 1));
  }
  if (second) {
    const favour = (peak: Float32Array) =>
      peak.reduce((sum, loud, at) => sum + loud * ((speaks.user[at] ?? 0) - (speaks.agent[at] ?? 0)), 0);
    return favour(first) >= favour(second) ? { user: first, agent: second } : { user: second, agent: first };
  }
  const during = (role: Speaker) => first.map((loud, at) => loud * (speaks[role][at] ?? 0));
  return { user: during("user"), agent: during("agent") };
}
