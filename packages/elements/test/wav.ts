import type { Message } from "@keyhole/contract";
import { frameBytes, type PcmFormat, WAV_HEADER_BYTES, wavHeader } from "@keyhole/simulator/wav";

export interface WavOptions {
  sampleRate?: number;
  channels?: 1 | 2;
  bits?: 8 | 16;
}

/**
 * A recording of turns: a low tone for the agent, a high one for the caller, silence in between. With two
 * channels, the caller is on the second.
 */
export function wavOf(
  turns: readonly Message[],
  durationMs: number,
  options: WavOptions = {},
): Uint8Array<ArrayBuffer> {
  const { sampleRate = 8_000, channels = 1, bits = 16 } = options;
  const format: PcmFormat = { channels, sampleRateHz: sampleRate, bitsPerSample: bits };
  const frames = Math.round((durationMs / 1000) * sampleRate);
  const dataBytes = frames * frameBytes(format);
  const bytes = new Uint8Array(WAV_HEADER_BYTES + dataBytes);
  bytes.set(wavHeader(format, dataBytes));
  const view = new DataView(bytes.buffer);
  if (bits === 8) bytes.fill(128, WAV_HEADER_BYTES);
  for (const { role, audioStartMs, audioEndMs } of turns) {
    if (audioStartMs === null || audioEndMs === null) continue;
    const hertz = role === "user" ? 660 : 220;
    const channel = channels === 2 && role === "user" ? 1 : 0;
    const last = Math.min(frames, Math.floor((audioEndMs / 1000) * sampleRate));
    for (let frame = Math.ceil((audioStartMs / 1000) * sampleRate); frame < last; frame += 1) {
      const seconds = frame / sampleRate;
      // Louder and softer, so that the lanes look like speech.
      const loud =
        Math.sin(2 * Math.PI * hertz * seconds) *
        (0.35 + 0.3 * Math.sin(seconds * 19) * Math.sin(seconds * 3.1));
      const at = WAV_HEADER_BYTES + frame * frameBytes(format) + (channel * bits) / 8;
      if (bits === 16) view.setInt16(at, loud * 32_767, true);
      else view.setUint8(at, 128 + loud * 127);
    }
  }
  return bytes;
}

/** The recordings that tests have asked for. Most ask for the same few, and making one takes 50 ms. */
const made = new Map<string, Blob>();

/** A new URL of such a recording. */
export function wavUrl(turns: readonly Message[], durationMs: number, options?: WavOptions): string {
  const heard = turns.map(({ role, audioStartMs, audioEndMs }) => [role, audioStartMs, audioEndMs]);
  const key = JSON.stringify([heard, durationMs, options]);
  const wav = made.get(key) ?? new Blob([wavOf(turns, durationMs, options)], { type: "audio/wav" });
  made.set(key, wav);
  return URL.createObjectURL(wav);
}
