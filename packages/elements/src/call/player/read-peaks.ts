import { PEAK_BUCKETS, PEAKS_BYTES } from "../../base/limits.ts";
import type { Span } from "../transcript/turn-at.ts";
import { type Peaks, WavPeaks } from "./wav-peaks.ts";

/** The loudness of each speaker along the recording, 0 to 1. */
export type Lanes = Readonly<Record<Span["role"], Float32Array>>;

/**
 * Reads the peaks of a recording as it streams in. Null if it is too large, is not a WAV file with PCM
 * samples, or fails to load: the lanes work without.
 */
export async function readPeaks(
  url: string,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal,
): Promise<Peaks | null> {
  const stop = new AbortController();
  try {
    signal.addEventListener("abort", () => stop.abort(), { signal: stop.signal });
    const response = await fetch(url, {
      credentials: "omit",
      referrerPolicy: "no-referrer",
      signal: stop.signal,
    });
    const length = response.headers.get("Content-Length");
    if (response.status !== 200 || Number(length) > PEAKS_BYTES || !response.body) return null;
    const wav = new WavPeaks(PEAK_BUCKETS, length === null ? Number.POSITIVE_INFINITY : Number(length));
    let read = 0;
    for (const reader = response.body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) return wav.peaks;
      read += value.length;
      wav.push(value);
      if (wav.refused || read > PEAKS_BYTES) return null;
    }
  } catch {
    return null;
  } finally {
    stop.abort();
  }
}

/**
 * Gives each speaker a lane. Of two channels, each belongs to one speaker; the file does not say which,
 * so the channel that is louder while the caller speaks is the caller's. A single channel belongs to
 * whoever speaks at the time.
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
  const during = (role: Span["role"]) => first.map((loud, at) => loud * (speaks[role][at] ?? 0));
  return { user: during("user"), agent: during("agent") };
}
