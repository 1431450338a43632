import assert from "node:assert/strict";
import type { Simulator } from "../../src/simulator.ts";
import { send } from "./api-client.ts";

/** The URL of a call's recording: the signed one, or the API's own. */
export async function recordingUrl(simulator: Simulator, callId: string): Promise<string> {
  const path = `/calls/${callId}/recording`;
  const response = await send(simulator, path, { redirect: "manual" });
  await response.body?.cancel();
  return response.headers.get("Location") ?? `${simulator.baseUrl}${path}`;
}

/** The bytes of a call's recording, or of a range if the host honours it. */
export async function readRecording(simulator: Simulator, callId: string, range?: string): Promise<Buffer> {
  const url = await recordingUrl(simulator, callId);
  const isStored = url.startsWith(simulator.storageUrl);
  const headers: Record<string, string> = {
    ...(isStored ? {} : { "X-API-Key": simulator.apiKey }),
    ...(range === undefined ? {} : { Range: range }),
  };
  const response = await fetch(url, { headers });
  assert.ok(response.ok, `${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}

/** A parsed WAV file. The parser follows the format, not the code that writes it. */
export interface Wav {
  readonly channels: number;
  readonly sampleRateHz: number;
  /** Samples of each channel. */
  readonly samples: readonly Int16Array[];
}

/** Throws unless the file is a canonical 16-bit PCM file with correct sizes. */
export function parseWav(file: Buffer): Wav {
  assert.equal(file.toString("latin1", 0, 4), "RIFF");
  assert.equal(file.readUInt32LE(4), file.length - 8);
  assert.equal(file.toString("latin1", 8, 16), "WAVEfmt ");
  assert.equal(file.readUInt32LE(16), 16);
  assert.equal(file.readUInt16LE(20), 1, "PCM");
  const channels = file.readUInt16LE(22);
  const sampleRateHz = file.readUInt32LE(24);
  assert.equal(file.readUInt32LE(28), sampleRateHz * channels * 2);
  assert.equal(file.readUInt16LE(32), channels * 2);
  assert.equal(file.readUInt16LE(34), 16);
  assert.equal(file.toString("latin1", 36, 40), "data");
  assert.equal(file.readUInt32LE(40), file.length - 44);
  const frames = (file.length - 44) / (channels * 2);
  const samples = Array.from({ length: channels }, (_, channel) =>
    Int16Array.from({ length: frames }, (_, frame) =>
      file.readInt16LE(44 + (frame * channels + channel) * 2),
    ),
  );
  return { channels, sampleRateHz, samples };
}
