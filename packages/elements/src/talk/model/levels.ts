import type { TalkLevels } from "./talk-state.ts";

const SAMPLES = 512;
/** Quieter than this is silence, in dB below the loudest. */
const FLOOR_DB = -60;

/** How loud microphone and agent are, from their tracks. */
export class Levels implements TalkLevels {
  readonly #context: AudioContext | null;
  readonly #samples = new Float32Array(SAMPLES);
  readonly #sources = new Map<"microphone" | "agent", Source>();

  constructor(context: AudioContext | null) {
    this.#context = context;
  }

  /** Measures another track from now on; null for none. */
  follow(whose: "microphone" | "agent", track: MediaStreamTrack | null): void {
    this.#sources.get(whose)?.node.disconnect();
    this.#sources.delete(whose);
    const context = this.#context;
    if (!track || !context || context.state === "closed") return;
    try {
      const node = context.createMediaStreamSource(new MediaStream([track]));
      const analyser = context.createAnalyser();
      analyser.fftSize = SAMPLES;
      node.connect(analyser);
      this.#sources.set(whose, { node, analyser });
    } catch {
      // Firefox refuses a track whose sample rate is not the context's. A call goes on without its meter.
    }
  }

  microphone(): number {
    return this.#read("microphone");
  }

  agent(): number {
    return this.#read("agent");
  }

  close(): void {
    this.follow("microphone", null);
    this.follow("agent", null);
  }

  #read(whose: "microphone" | "agent"): number {
    const source = this.#sources.get(whose);
    if (!source) return 0;
    source.analyser.getFloatTimeDomainData(this.#samples);
    const power = this.#samples.reduce((sum, sample) => sum + sample * sample, 0) / SAMPLES;
    return Math.min(1, Math.max(0, 1 - (10 * Math.log10(power)) / FLOOR_DB));
  }
}

interface Source {
  readonly node: MediaStreamAudioSourceNode;
  readonly analyser: AnalyserNode;
}
