// No Node modules here: tests in a browser import this file too.

/** Length of the header of a canonical WAV file. */
export const WAV_HEADER_BYTES = 44;
/** `WAVE_FORMAT_PCM`. */
const PCM = 1;

/** Uncompressed samples: 8 bits are unsigned, 16 bits signed and little-endian. */
export interface PcmFormat {
  readonly channels: 1 | 2;
  readonly sampleRateHz: number;
  /** Default: 16. */
  readonly bitsPerSample?: 8 | 16;
}

/** Bytes of one sample of every channel. */
export function frameBytes({ channels, bitsPerSample = 16 }: PcmFormat): number {
  return (channels * bitsPerSample) / 8;
}

/** The header of a WAV file: RIFF, `fmt ` and `data`. The file goes on with `dataBytes` of samples. */
export function wavHeader(format: PcmFormat, dataBytes: number): Uint8Array<ArrayBuffer> {
  const { channels, sampleRateHz, bitsPerSample = 16 } = format;
  const header = new Uint8Array(WAV_HEADER_BYTES);
  const view = new DataView(header.buffer);
  const text = (at: number, letters: string) => new TextEncoder().encodeInto(letters, header.subarray(at));
  text(0, "RIFF");
  view.setUint32(4, WAV_HEADER_BYTES - 8 + dataBytes, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, PCM, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, sampleRateHz, true);
  view.setUint32(28, sampleRateHz * frameBytes(format), true);
  view.setUint16(32, frameBytes(format), true);
  view.setUint16(34, bitsPerSample, true);
  text(36, "data");
  view.setUint32(40, dataBytes, true);
  return header;
}
