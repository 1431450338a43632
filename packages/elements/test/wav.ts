import type { Message } from "@keyhole/contract";

export interface WavOptions {
  sampleRate?: number;
  channels?: 1 | 2;
  bits?: 8 | 16;
}

/**
 * A recording of turns: a low tone while the agent speaks, a high one while the caller does, silence
 * between them. With two channels the caller is the second.
 */
export function wavOf(
  turns: readonly Message[],
  durationMs: number,
  options: WavOptions = {},
): Uint8Array<ArrayBuffer> {
  const { sampleRate = 8_000, channels = 1, bits = 16 } = options;
  const frames = Math.round((durationMs / 1000) * sampleRate);
  const frameBytes = (channels * bits) / 8;
  const bytes = new Uint8Array(44 + frames * frameBytes);
  const view = new DataView(bytes.buffer);
  const name = (at: number, letters: string) => new TextEncoder().encodeInto(letters, bytes.subarray(at));
  name(0, "RIFF");
  view.setUint32(4, bytes.length - 8, true);
  name(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * frameBytes, true);
  view.setUint16(32, frameBytes, true);
  view.setUint16(34, bits, true);
  name(36, "data");
  view.setUint32(40, frames * frameBytes, true);
  if (bits === 8) bytes.fill(128, 44);
  for (const { role, audioStartMs, audioEndMs } of turns) {
    if (audioStartMs === null || audioEndMs === null) continue;
    const hertz = role === "user" ? 660 : 220;
    const channel = channels === 2 && role === "user" ? 1 : 0;
    const last = Math.min(frames, Math.floor((audioEndMs / 1000) * sampleRate));
    for (let frame = Math.ceil((audioStartMs / 1000) * sampleRate); frame < last; frame += 1) {
      const seconds = frame / sampleRate;
      // Syllables, so that the lanes look like speech.
      const loud =
        Math.sin(2 * Math.PI * hertz * seconds) *
        (0.35 + 0.3 * Math.sin(seconds * 19) * Math.sin(seconds * 3.1));
      const at = 44 + frame * frameBytes + (channel * bits) / 8;
      if (bits === 16) view.setInt16(at, loud * 32_767, true);
      else view.setUint8(at, 128 + loud * 127);
    }
  }
  return bytes;
}

/** A URL at which a recording can be heard. */
export function wavUrl(turns: readonly Message[], durationMs: number, options?: WavOptions): string {
  return URL.createObjectURL(new Blob([wavOf(turns, durationMs, options)], { type: "audio/wav" }));
}
