/** Length of the header of a canonical WAV file. */
export const WAV_HEADER_BYTES = 44;
const BYTES_PER_SAMPLE = 2;
/** `WAVE_FORMAT_PCM`. */
const PCM = 1;

export interface PcmFormat {
  readonly channels: 1 | 2;
  readonly sampleRateHz: number;
}

/** Bytes of one sample of every channel. */
export function frameBytes({ channels }: PcmFormat): number {
  return channels * BYTES_PER_SAMPLE;
}

/** RIFF, `fmt ` and `data` headers of signed 16-bit PCM. */
export function wavHeader(format: PcmFormat, dataBytes: number): Buffer {
  const header = Buffer.alloc(WAV_HEADER_BYTES);
  header.write("RIFF", 0, "latin1");
  header.writeUInt32LE(WAV_HEADER_BYTES - 8 + dataBytes, 4);
  header.write("WAVEfmt ", 8, "latin1");
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(PCM, 20);
  header.writeUInt16LE(format.channels, 22);
  header.writeUInt32LE(format.sampleRateHz, 24);
  header.writeUInt32LE(format.sampleRateHz * frameBytes(format), 28);
  header.writeUInt16LE(frameBytes(format), 32);
  header.writeUInt16LE(BYTES_PER_SAMPLE * 8, 34);
  header.write("data", 36, "latin1");
  header.writeUInt32LE(dataBytes, 40);
  return header;
}
