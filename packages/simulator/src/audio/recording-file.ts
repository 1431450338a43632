import { createHash } from "node:crypto";
import { AUDIO_CHUNK_BYTES } from "../base/limits.ts";
import { renderPcm, type Utterance } from "./render-pcm.ts";
import { frameBytes, WAV_HEADER_BYTES, wavHeader } from "./wav.ts";

/** The format of a recording, and how it is delivered. */
export interface RecordingForm {
  /** The API redirects to the storage host, or answers the audio itself. */
  readonly delivery: "redirect" | "direct";
  /** Whether the host honours `Range`. The API itself never does. */
  readonly ranges: boolean;
  /** 1: mono. 2: the user on the left, the agent on the right. */
  readonly channels: 1 | 2;
  readonly sampleRateHz: 8000 | 16_000;
}

/** A recording as a file. Its bytes are computed on demand. */
export interface RecordingFile {
  readonly form: RecordingForm;
  readonly durationMs: number;
  readonly utterances: readonly Utterance[];
  readonly endedMicros: number;
}

/** Size of the whole file. */
export function sizeBytes(file: RecordingFile): number {
  return WAV_HEADER_BYTES + dataBytes(file);
}

function dataBytes({ form, durationMs }: RecordingFile): number {
  return ((durationMs * form.sampleRateHz) / 1000) * frameBytes(form);
}

/** A strong validator: it changes with the content. */
export function etagOf(file: RecordingFile): string {
  const { form, durationMs, utterances } = file;
  const content = JSON.stringify([form.channels, form.sampleRateHz, durationMs, utterances]);
  return `"${createHash("sha256").update(content).digest("hex").slice(0, 32)}"`;
}

/** Yields the bytes from `first` to `last`, both inclusive, in chunks. Earlier bytes are never computed. */
export function* readBytes(file: RecordingFile, first: number, last: number): Generator<Uint8Array> {
  let position = first;
  if (position < WAV_HEADER_BYTES) {
    const header = wavHeader(file.form, dataBytes(file));
    yield header.subarray(position, last + 1);
    position = WAV_HEADER_BYTES;
  }
  const bytes = frameBytes(file.form);
  while (position <= last) {
    const end = Math.min(last + 1, position + AUDIO_CHUNK_BYTES);
    // A range may begin and end within a frame.
    const firstFrame = Math.floor((position - WAV_HEADER_BYTES) / bytes);
    const endFrame = Math.ceil((end - WAV_HEADER_BYTES) / bytes);
    const samples = renderPcm(file.form, file.utterances, firstFrame, endFrame - firstFrame);
    const offset = position - WAV_HEADER_BYTES - firstFrame * bytes;
    yield new Uint8Array(samples.buffer, offset, end - position);
    position = end;
  }
}
