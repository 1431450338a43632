import { assert, equal } from "../../../test/assert.ts";
import { describe, it } from "../../../test/mocha.ts";
import { turns } from "../../../test/turns.ts";
import { type WavOptions, wavOf } from "../../../test/wav.ts";
import { spansOf } from "../transcript/turn-at.ts";
import { lanesOf } from "./read-peaks.ts";
import { WavPeaks } from "./wav-peaks.ts";

const said = turns(4, 1_000);
const DURATION_MS = 4_000;
/** One bucket for each tenth of a second. */
const BUCKETS = 40;

function read(bytes: Uint8Array, pieceBytes = bytes.length, totalBytes = bytes.length): WavPeaks {
  const wav = new WavPeaks(BUCKETS, totalBytes);
  for (let at = 0; at < bytes.length; at += pieceBytes) wav.push(bytes.slice(at, at + pieceBytes));
  return wav;
}

const rounded = (peaks: ArrayLike<number> | undefined) =>
  Array.from(peaks ?? [], (peak) => Math.round(peak * 100));

describe("WavPeaks", () => {
  it("finds speech loud and pauses silent", () => {
    const peaks = read(wavOf(said, DURATION_MS)).peaks?.[0];
    for (const turn of [0, 1, 2, 3]) {
      assert((peaks?.[turn * 10 + 3] ?? 0) > 0.2, `turn ${turn}`);
      equal(peaks?.[turn * 10 + 9], 0, `pause ${turn}`);
    }
  });

  it("finds the same peaks for any size of pieces", () => {
    const bytes = wavOf(said, DURATION_MS, { channels: 2 });
    const whole = read(bytes).peaks?.map(rounded);
    for (const pieceBytes of [1, 7, 44, 45, 1_000, 4_099])
      equal(read(bytes, pieceBytes).peaks?.map(rounded), whole, `${pieceBytes}`);
  });

  it("agrees with the browser's decoder", async () => {
    for (const options of [{}, { channels: 2 }, { bits: 8 }, { sampleRate: 16_000 }] satisfies WavOptions[]) {
      const bytes = wavOf(said, DURATION_MS, options);
      const { sampleRate = 8_000 } = options as WavOptions;
      const audio = await new OfflineAudioContext(1, 1, sampleRate).decodeAudioData(bytes.slice().buffer);
      const peaks = read(bytes).peaks;
      equal(peaks?.length, audio.numberOfChannels);
      for (const [channel, mine] of (peaks ?? []).entries()) {
        const samples = audio.getChannelData(channel);
        const size = samples.length / BUCKETS;
        const theirs = Array.from({ length: BUCKETS }, (_, bucket) =>
          samples
            .slice(bucket * size, (bucket + 1) * size)
            .reduce((peak, one) => Math.max(peak, Math.abs(one)), 0),
        );
        for (const [bucket, peak] of theirs.entries())
          assert(Math.abs(peak - (mine[bucket] ?? -1)) < 0.02, `${bucket}: ${peak}, ${mine[bucket]}`);
      }
    }
  });

  it("accepts a file of unknown length, and skips unknown chunks", () => {
    const bytes = wavOf(said, DURATION_MS);
    const expected = rounded(read(bytes).peaks?.[0]);
    for (const declared of [0, 0xffff_ffff]) {
      const streamed = bytes.slice();
      new DataView(streamed.buffer).setUint32(40, declared, true);
      equal(rounded(read(streamed).peaks?.[0]), expected, `${declared}`);
      equal(read(streamed, undefined, Number.POSITIVE_INFINITY).peaks, null);
    }
    const list = [...new TextEncoder().encode("LIST"), 3, 0, 0, 0, 1, 2, 3, 0];
    equal(
      rounded(read(new Uint8Array([...bytes.slice(0, 36), ...list, ...bytes.slice(36)]), 5).peaks?.[0]),
      expected,
    );
  });

  it("refuses any other kind of file", () => {
    const bytes = wavOf(said, DURATION_MS);
    const changed = (at: number, value: number) => {
      const copy = bytes.slice();
      copy[at] = value;
      return copy;
    };
    const others: [string, Uint8Array][] = [
      ["another kind", new TextEncoder().encode("ID3 and more than twelve bytes")],
      ["a compressed format", changed(20, 2)],
      ["no channel", changed(22, 0)],
      ["odd samples", changed(34, 12)],
      [
        "a header without end",
        new Uint8Array([
          ...bytes.slice(0, 12),
          ...new TextEncoder().encode("junk"),
          255,
          255,
          255,
          0,
          ...new Uint8Array(70_000),
        ]),
      ],
    ];
    for (const [what, file] of others) {
      const wav = read(file);
      equal([wav.refused, wav.peaks], [true, null], what);
    }
    equal(read(bytes.slice(0, 20)).peaks, null);
  });
});

describe("lanesOf", () => {
  const spans = spansOf(said);

  it("assigns a single channel to whoever speaks at the time", () => {
    const { user, agent } = lanesOf(read(wavOf(said, DURATION_MS)).peaks ?? [], spans, DURATION_MS);
    assert((agent[3] ?? 0) > 0.2 && (user[13] ?? 0) > 0.2, "each is heard");
    equal([user[3], agent[13]], [0, 0]);
  });

  it("finds which of two channels is whose", () => {
    const peaks = read(wavOf(said, DURATION_MS, { channels: 2 })).peaks ?? [];
    for (const order of [peaks, [...peaks].reverse()]) {
      const { user, agent } = lanesOf(order, spans, DURATION_MS);
      assert((user[13] ?? 0) > 0.2 && (agent[3] ?? 0) > 0.2 && user[3] === 0, "the caller's is the second");
    }
  });
});
