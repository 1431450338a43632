import { WAV_HEADER_BYTES } from "../../base/limits.ts";

/** The loudest sample of each of many equal intervals, 0 to 1; one list per channel. */
export type Peaks = readonly Float32Array[];

interface WavFormat {
  channels: number;
  bits: number;
  float: boolean;
}

type ReadSample = (view: DataView, at: number) => number;

const INTEGER: Readonly<Record<number, ReadSample>> = {
  8: (view, at) => (view.getUint8(at) - 128) / 128,
  16: (view, at) => view.getInt16(at, true) / 32_768,
  24: (view, at) => (view.getUint16(at, true) | (view.getInt8(at + 2) << 16)) / 8_388_608,
  32: (view, at) => view.getInt32(at, true) / 2_147_483_648,
};
const FLOAT: Readonly<Record<number, ReadSample>> = {
  32: (view, at) => view.getFloat32(at, true),
  64: (view, at) => view.getFloat64(at, true),
};

/** Format tags in the `fmt ` chunk of a WAV file (RFC 2361, and Microsoft's extensible format). */
const PCM = 1;
const IEEE_FLOAT = 3;
const EXTENSIBLE = 0xfffe;

/**
 * Peaks of a WAV file with PCM samples. The file is parsed here because `decodeAudioData` needs all of it
 * and all of its samples at once: 60 MB for a recording of 20 MB, and 40 ms in which the page stands still.
 * This keeps one piece in memory and takes 12 ms for the longest.
 */
export class WavPeaks {
  /** This is another kind of file. */
  refused = false;
  readonly #buckets: number;
  readonly #totalBytes: number;
  #rest = new Uint8Array(0);
  #format: WavFormat | null = null;
  #read: ReadSample = () => 0;
  #peaks: Float32Array[] = [];
  #dataBytes = 0;
  #frame = 0;

  /** `totalBytes` is the length of the file, infinite if unknown. */
  constructor(buckets: number, totalBytes: number) {
    this.#buckets = buckets;
    this.#totalBytes = totalBytes;
  }

  /** The peaks so far; null before the samples begin. */
  get peaks(): Peaks | null {
    return this.#peaks.length > 0 && !this.refused ? this.#peaks : null;
  }

  push(piece: Uint8Array): void {
    if (this.refused) return;
    const bytes = new Uint8Array(this.#rest.length + piece.length);
    bytes.set(this.#rest);
    bytes.set(piece, this.#rest.length);
    const used = this.#peaks.length > 0 ? this.#samples(bytes) : this.#header(bytes);
    this.#rest = bytes.slice(used);
    if (this.#peaks.length === 0 && this.#rest.length > WAV_HEADER_BYTES) this.refused = true;
  }

  /** Reads the header once it is complete; returns the number of bytes consumed. */
  #header(bytes: Uint8Array): number {
    const view = new DataView(bytes.buffer);
    const name = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
    if (bytes.length < 12) return 0;
    if (name(0) !== "RIFF" || name(8) !== "WAVE") {
      this.refused = true;
      return 0;
    }
    for (let at = 12; at + 8 <= bytes.length; ) {
      const length = view.getUint32(at + 4, true);
      if (name(at) === "data") return this.#begin(length, at + 8) + this.#samples(bytes.subarray(at + 8));
      if (at + 8 + length > bytes.length) return 0;
      if (name(at) === "fmt " && length >= 16) this.#format = formatAt(view, at + 8, length);
      at += 8 + length + (length % 2);
    }
    return 0;
  }

  #begin(declaredBytes: number, headerBytes: number): number {
    const read = this.#format && (this.#format.float ? FLOAT : INTEGER)[this.#format.bits];
    // A file that was streamed while it was written declares a length of 0, or of all ones.
    const present = Math.max(0, this.#totalBytes - headerBytes);
    const declared = declaredBytes > 0 && declaredBytes < 0xffff_ffff && declaredBytes <= present;
    this.#dataBytes = declared ? declaredBytes : present;
    const channels = this.#format?.channels ?? 0;
    if (
      !this.#format ||
      !read ||
      channels < 1 ||
      channels > 2 ||
      this.#dataBytes === Number.POSITIVE_INFINITY
    ) {
      this.refused = true;
      return headerBytes;
    }
    this.#read = read;
    this.#peaks = [new Float32Array(this.#buckets), new Float32Array(this.#buckets)].slice(0, channels);
    return headerBytes;
  }

  #samples(bytes: Uint8Array): number {
    if (!this.#format || this.refused) return bytes.length;
    const { channels, bits } = this.#format;
    const sampleBytes = bits / 8;
    const frameBytes = sampleBytes * channels;
    const frames = Math.floor(this.#dataBytes / frameBytes);
    const here = Math.min(Math.floor(bytes.length / frameBytes), frames - this.#frame);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let step = 0; step < here; step += 1) {
      const bucket = Math.floor(((this.#frame + step) * this.#buckets) / frames);
      for (let channel = 0; channel < channels; channel += 1) {
        const loud = Math.abs(this.#read(view, step * frameBytes + channel * sampleBytes));
        const peaks = this.#peaks[channel];
        if (peaks && loud > (peaks[bucket] ?? 0)) peaks[bucket] = Math.min(1, loud);
      }
    }
    this.#frame += here;
    return this.#frame === frames ? bytes.length : here * frameBytes;
  }
}

function formatAt(view: DataView, at: number, length: number): WavFormat {
  const tag = view.getUint16(at, true);
  const kind = tag === EXTENSIBLE && length >= 26 ? view.getUint16(at + 24, true) : tag;
  const bits = kind === PCM || kind === IEEE_FLOAT ? view.getUint16(at + 14, true) : 0;
  return { channels: view.getUint16(at + 2, true), bits, float: kind === IEEE_FLOAT };
}
