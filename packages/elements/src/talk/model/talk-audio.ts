import type { Clock } from "../../base/clock.ts";
import { watchAudioDevices } from "./audio-devices.ts";
import { Levels } from "./levels.ts";
import { openMicrophone, stopTracks } from "./microphone.ts";
import { type Audio, silentTrack } from "./open-audio.ts";
import type { TalkState } from "./talk-state.ts";
import type { VendorClient } from "./vendor-client.ts";

export interface AudioHost {
  readonly clock: Clock;
  readonly state: Readonly<TalkState>;
  set(change: Partial<TalkState>): void;
}

/** Microphone and speaker of one talk: which, how loud, and whether they are muted. */
export class TalkAudio {
  readonly levels: Levels;
  readonly #audio: Audio;
  readonly #host: AudioHost;
  readonly #control = new AbortController();
  /** The microphone; null for a caller who types. */
  #stream: MediaStream | null = null;
  #silence: MediaStreamTrack | null = null;
  #client: VendorClient | null = null;
  /** Counts openings: of two, the later one counts. */
  #openings = 0;

  constructor(audio: Audio, host: AudioHost) {
    this.#audio = audio;
    this.#host = host;
    this.levels = new Levels(audio.context);
  }

  /** What is sent from the start: without a microphone a track that is silent, as the vendor's client always sends one. */
  get track(): MediaStreamTrack | null {
    const { context } = this.#audio;
    if (!this.#stream && context) this.#silence ??= silentTrack(context);
    return this.#stream?.getAudioTracks()[0] ?? this.#silence;
  }

  open(stream: MediaStream | null): void {
    // Some browsers let sound start only once the microphone is open.
    this.#audio.context?.resume().catch(() => {});
    if (stream) this.#follow(stream);
    else this.#host.set({ isMicMuted: true });
    watchAudioDevices((devices) => this.#host.set(devices), this.#control.signal);
  }

  /** The client that sends and plays; it takes what was chosen before. */
  use(client: VendorClient): void {
    this.#client = client;
    const { isMicMuted, isSpeakerMuted, speakerId } = this.#host.state;
    if (isMicMuted) client.muteMic(true);
    if (isSpeakerMuted) client.muteSpeaker(true);
    if (speakerId !== null) this.chooseSpeaker(speakerId);
  }

  /** Unmuting opens the microphone of a caller who has typed so far. */
  muteMic(isMuted: boolean): void {
    if (!isMuted && !this.#stream) {
      void this.#openAnother(this.#host.state.microphoneId, { unmutes: true });
      return;
    }
    this.#host.set({ isMicMuted: isMuted });
    this.#client?.muteMic(isMuted);
  }

  muteSpeaker(isMuted: boolean): void {
    this.#host.set({ isSpeakerMuted: isMuted });
    this.#client?.muteSpeaker(isMuted);
  }

  chooseMicrophone(id: string | null): void {
    const before = this.#host.state.microphoneId;
    this.#host.set({ microphoneId: id });
    if (this.#stream) void this.#openAnother(id, { before });
  }

  chooseSpeaker(id: string | null): void {
    const before = this.#host.state.speakerId;
    this.#host.set({ speakerId: id });
    void this.#client?.useSpeaker(id).then((isUsed) => {
      if (!isUsed && !this.#control.signal.aborted)
        this.#host.set({ speakerId: before === id ? null : before });
    });
  }

  agentTrack(track: MediaStreamTrack): void {
    this.levels.follow("agent", track);
  }

  /** Gives everything back. */
  close(): void {
    this.#control.abort();
    this.levels.close();
    if (this.#stream) stopTracks(this.#stream);
    this.#silence?.stop();
    this.#audio.close();
  }

  /** Opens another microphone during the call. If that fails, the call goes on with what it had. */
  async #openAnother(id: string | null, { before = id, unmutes = false } = {}): Promise<void> {
    const opening = ++this.#openings;
    const { signal } = this.#control;
    const answer = await openMicrophone(id, this.#host.clock, signal);
    const isLate = signal.aborted || opening !== this.#openings;
    if ("failure" in answer) {
      if (isLate) return;
      this.#host.set({ microphoneFailure: answer.failure, microphoneId: before });
      if (!this.#stream) this.muteMic(true);
      return;
    }
    if (isLate) {
      stopTracks(answer.stream);
      return;
    }
    this.#follow(answer.stream);
    const [track] = answer.stream.getAudioTracks();
    if (track) await this.#client?.useMicrophone(track);
    if (unmutes && !signal.aborted) this.muteMic(false);
  }

  #follow(stream: MediaStream): void {
    const before = this.#stream;
    this.#stream = stream;
    if (before) stopTracks(before);
    const [track] = stream.getAudioTracks();
    this.levels.follow("microphone", track ?? null);
    this.#host.set({ microphoneFailure: null });
    // Unplugged, or taken back by the viewer: another one may be there. `stop()` says nothing.
    track?.addEventListener("ended", () => this.#lost(stream), { signal: this.#control.signal });
  }

  #lost(stream: MediaStream): void {
    if (stream !== this.#stream) return;
    this.#stream = null;
    this.levels.follow("microphone", null);
    this.#host.set({ microphoneId: null });
    void this.#openAnother(null);
  }
}
