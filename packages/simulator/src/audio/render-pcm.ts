import { type Speaker, voiceTable } from "./voice-table.ts";
import type { PcmFormat } from "./wav-header.ts";

/** Somebody speaks from the first millisecond up to the second. */
export interface Utterance {
  readonly speaker: Speaker;
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * Renders frames of a recording from anywhere in it: each sample follows from its place alone. There is
 * silence where nobody speaks, and an utterance starts with its voice's first sample. In stereo the user is
 * on the left and the agent on the right.
 *
 * `utterances` are in order and do not overlap. Written in the machine's byte order, which is little-endian
 * wherever Node runs.
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

/** The first utterance that is not over at a time. */
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
