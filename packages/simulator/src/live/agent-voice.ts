import OpusScript from "opusscript";
import { type MediaStreamTrack, RtpHeader, RtpPacket } from "werift";
import { renderPcm } from "../audio/render-pcm.ts";

const SAMPLE_RATE_HZ = 16_000;
const FRAME_MS = 20;
const FRAME_SAMPLES = (SAMPLE_RATE_HZ * FRAME_MS) / 1000;
/** Opus counts time at 48 kHz in RTP (RFC 7587 section 4.1). */
const RTP_TICKS = 48 * FRAME_MS;
/** Chromium's payload type of Opus. The answer names it. */
const OPUS_PAYLOAD_TYPE = 111;
/** After a pause of the process, older frames are left out. */
const MAX_FRAMES_AT_ONCE = 10;
const FORMAT = { channels: 1, sampleRateHz: SAMPLE_RATE_HZ } as const;
/** Longer than any utterance. */
const ENDLESS_MS = 3_600_000;

/** The agent's audible voice: Opus in RTP, a frame each 20 ms, silent while the agent does not speak. */
export class AgentVoice {
  readonly #track: MediaStreamTrack;
  readonly #encoder = new OpusScript(SAMPLE_RATE_HZ, 1, OpusScript.Application.VOIP);
  readonly #startedMs = performance.now();
  readonly #timer: NodeJS.Timeout;
  #frames = 0;
  #sequence = 0;
  /** The next sample of the utterance. Null while the agent is silent. */
  #position: number | null = null;

  constructor(track: MediaStreamTrack) {
    this.#track = track;
    this.#timer = setInterval(() => this.#send(), FRAME_MS);
  }

  speak(): void {
    this.#position = 0;
  }

  pause(): void {
    this.#position = null;
  }

  close(): void {
    clearInterval(this.#timer);
    this.#encoder.delete();
  }

  #send(): void {
    const due = Math.floor((performance.now() - this.#startedMs) / FRAME_MS);
    this.#frames = Math.max(this.#frames, due - MAX_FRAMES_AT_ONCE);
    for (; this.#frames < due; this.#frames += 1) {
      const header = new RtpHeader({
        payloadType: OPUS_PAYLOAD_TYPE,
        sequenceNumber: this.#sequence & 0xffff,
        timestamp: (this.#frames * RTP_TICKS) >>> 0,
      });
      this.#sequence += 1;
      this.#track.writeRtp(new RtpPacket(header, this.#encode()));
    }
  }

  #encode(): Buffer {
    const utterances =
      this.#position === null ? [] : [{ speaker: "agent", startMs: 0, endMs: ENDLESS_MS } as const];
    const samples = renderPcm(FORMAT, utterances, this.#position ?? 0, FRAME_SAMPLES);
    if (this.#position !== null) this.#position += FRAME_SAMPLES;
    return this.#encoder.encode(Buffer.from(samples.buffer), FRAME_SAMPLES);
  }
}
