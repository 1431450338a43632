import { PEAK_BUCKETS, PEAKS_BYTES } from "../../base/limits.ts";
import { type Peaks, WavPeaks } from "./wav-peaks.ts";

/**
 * Reads a recording for its peaks, piece by piece. Null where it is too large, is no WAV file with PCM
 * samples, or does not come: the lanes do without.
 */
export async function readPeaks(
  url: string,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal,
): Promise<Peaks | null> {
  const stop = new AbortController();
  try {
    const response = await fetch(url, {
      credentials: "omit",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.any([signal, stop.signal]),
    });
    const told = response.headers.get("Content-Length");
    if (response.status !== 200 || Number(told) > PEAKS_BYTES || !response.body) return null;
    const wav = new WavPeaks(PEAK_BUCKETS, told === null ? Number.POSITIVE_INFINITY : Number(told));
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
