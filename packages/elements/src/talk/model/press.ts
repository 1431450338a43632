import type { Clock } from "../../base/clock.ts";
import { type Microphone, openMicrophone, stopTracks } from "./microphone.ts";
import { type Audio, openAudio } from "./open-audio.ts";
import type { StartKey } from "./start-request.ts";
import type { TalkRequest } from "./talk-state.ts";

/** One press of the button: what only a click opens, until it is released. */
export class Press {
  readonly request: TalkRequest;
  readonly key: StartKey;
  readonly audio: Audio = openAudio();
  /** Null for a caller who types. */
  readonly microphone: Promise<Microphone> | null;
  readonly #control = new AbortController();

  constructor(request: TalkRequest, key: StartKey, microphoneId: string | null, clock: Clock) {
    this.request = request;
    this.key = key;
    this.microphone = request.medium === "text" ? null : openMicrophone(microphoneId, clock, this.signal);
  }

  get signal(): AbortSignal {
    return this.#control.signal;
  }

  /** Gives microphone and sound back, also those that come later. */
  release(): void {
    this.#control.abort();
    void this.microphone?.then((microphone) => {
      if ("stream" in microphone) stopTracks(microphone.stream);
    });
    this.audio.close();
  }
}
