import { STAGED_RECORDING_MS, stagedTurns } from "./stage-turns.ts";

const SAMPLE_RATE_HZ = 8_000;
const HEADER_BYTES = 44;
/** Tones that stand for the two voices. */
const TONE_HZ = { agent: 160, user: 260 };

let recording: Buffer | undefined;

/** The recording of every staged call: a WAV file, 8-bit mono, with a tone while somebody speaks. */
export function stagedRecording(): Buffer {
  recording ??= render();
  return recording;
}

function render(): Buffer {
  const frames = (STAGED_RECORDING_MS / 1000) * SAMPLE_RATE_HZ;
  const file = Buffer.alloc(HEADER_BYTES + frames, 128);
  file.write("RIFF", 0, "latin1");
  file.writeUInt32LE(file.length - 8, 4);
  file.write("WAVEfmt ", 8, "latin1");
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20); // PCM
  file.writeUInt16LE(1, 22); // channels
  file.writeUInt32LE(SAMPLE_RATE_HZ, 24);
  file.writeUInt32LE(SAMPLE_RATE_HZ, 28);
  file.writeUInt16LE(1, 32);
  file.writeUInt16LE(8, 34);
  file.write("data", 36, "latin1");
  file.writeUInt32LE(frames, 40);
  for (const { role, audioStartMs, audioEndMs } of stagedTurns()) {
    if (audioStartMs === null || audioEndMs === null || (role !== "user" && role !== "agent")) continue;
    const first = (audioStartMs / 1000) * SAMPLE_RATE_HZ;
    const last = (audioEndMs / 1000) * SAMPLE_RATE_HZ;
    for (let frame = first; frame < last; frame += 1) {
      const seconds = frame / SAMPLE_RATE_HZ;
      const swell = 0.35 + 0.25 * Math.sin(seconds * 9) + 0.2 * Math.sin(seconds * 23);
      file[HEADER_BYTES + frame] =
        128 + Math.round(90 * swell * Math.sin(2 * Math.PI * TONE_HZ[role] * seconds));
    }
  }
  return file;
}
