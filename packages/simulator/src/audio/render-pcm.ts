import type { PcmFormat } from "./wav.ts";

/** A voice in a recording. */
export type Speaker = "user" | "agent";

interface Syllable {
  readonly ms: number;
  /** Each syllable lasts a whole number of waves at its pitch, so that it starts and ends in silence. */
  readonly waves: number;
  readonly level: number;
}

/**
 * One second of each voice, which repeats. The user's pitch is about 230 Hz and the agent's about 120 Hz, so that
 * ears and tests can tell them apart.
 */
const VOICES: Readonly<Record<Speaker, readonly Syllable[]>> = {
  user: [
    { ms: 180, waves: 41, level: 1 },
    { ms: 140, waves: 33, level: 0.7 },
    { ms: 240, waves: 54, level: 0.9 },
    { ms: 160, waves: 38, level: 0.6 },
    { ms: 280, waves: 62, level: 0.8 },
  ],
  agent: [
    { ms: 200, waves: 24, level: 1 },
    { ms: 160, waves: 20, level: 0.75 },
    { ms: 280, waves: 33, level: 0.9 },
    { ms: 120, waves: 14, level: 0.6 },
    { ms: 240, waves: 28, level: 0.8 },
  ],
};

/** Loudest sample of a voice. */
const PEAK = 12_000;
/** Overtones, relative to the first. */
const OVERTONES = [1, 0.5, 0.25];
/** Lowest level within a syllable, relative to its peak. A syllable is never silent. */
const FLOOR = 0.3;

const TABLES = new Map<string, Int16Array>();

/** One second of a voice at a sample rate. It is the same on every machine. */
function voiceTable(speaker: Speaker, sampleRateHz: number): Int16Array {
  const name = `${speaker} ${sampleRateHz}`;
  const table = TABLES.get(name) ?? makeTable(VOICES[speaker], sampleRateHz);
  TABLES.set(name, table);
  return table;
}

function makeTable(syllables: readonly Syllable[], sampleRateHz: number): Int16Array {
  const table = new Int16Array(sampleRateHz);
  const loudest = OVERTONES.reduce((sum, level) => sum + level, 0);
  let start = 0;
  for (const { ms, waves, level } of syllables) {
    const length = (ms * sampleRateHz) / 1000;
    for (let index = 0; index < length; index += 1) {
      const phase = (2 * Math.PI * waves * index) / length;
      const wave = OVERTONES.reduce((sum, part, place) => sum + part * Math.sin(phase * (place + 1)), 0);
      const swell = FLOOR + (1 - FLOOR) * Math.sin((Math.PI * index) / length);
      table[start + index] = Math.round((PEAK * level * swell * wave) / loudest);
    }
    start += length;
  }
  return table;
}

/** A voice speaks from `startMs` until `endMs`, by the recording's clock. */
export interface Utterance {
  readonly speaker: Speaker;
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * Renders frames from anywhere in a recording: each sample depends on its position alone. Frames without an utterance
 * are silent, and an utterance starts with its voice's first sample. In stereo the user is on the left and the agent
 * on the right.
 *
 * `utterances` must be in order and must not overlap. Samples have the machine's byte order, which is little-endian
 * on every platform of Node.
 */
export function renderPcm(
  format: PcmFormat,
  utterances: readonly Utterance[],
  firstFrame: number,
  frameCount: number,
): Int16Array {
  const { channels, sampleRateHz } = format;
  const samples = new Int16Array(frameCount * channels);
  const framesPerMs = sampleRateHz / 1000;
  const endFrame = firstFrame + frameCount;
  for (let place = firstSpoken(utterances, firstFrame / framesPerMs); ; place += 1) {
    const utterance = utterances[place];
    if (utterance === undefined || utterance.startMs * framesPerMs >= endFrame) return samples;
    const table = voiceTable(utterance.speaker, sampleRateHz);
    const start = utterance.startMs * framesPerMs;
    const from = Math.max(firstFrame, start);
    const to = Math.min(endFrame, utterance.endMs * framesPerMs);
    const channel = channels === 2 && utterance.speaker === "agent" ? 1 : 0;
    for (let frame = from; frame < to; frame += 1) {
      samples[(frame - firstFrame) * channels + channel] = table[(frame - start) % table.length] ?? 0;
    }
  }
}

/** Index of the first utterance that ends after `ms`. */
function firstSpoken(utterances: readonly Utterance[], ms: number): number {
  let low = 0;
  let high = utterances.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((utterances[middle]?.endMs ?? 0) > ms) high = middle;
    else low = middle + 1;
  }
  return low;
}
