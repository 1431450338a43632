/** What the caller does. */
export interface CallerEvents {
  /** The caller speaks loud and long enough to interrupt. */
  readonly onSpeech: () => void;
  /** The caller has finished an utterance. */
  readonly onUtterance: (durationMs: number) => void;
}

/** Quieter frames are silence, in dB below the loudest level (RFC 6464). */
const QUIET_DB = 50;
/** Silence that ends an utterance. */
const PAUSE_MS = 700;
/** An utterance ends here even if the caller goes on, so that a noisy room gets an answer too. */
const UTTERANCE_MAX_MS = 4000;
/** Speech of this length interrupts the agent. A click or a beep does not. */
const INTERRUPTION_MS = 400;

/** Finds a caller's utterances in the audio levels of a microphone's packets. */
export class CallerVoice {
  readonly #events: CallerEvents;
  #startMs: number | null = null;
  #heardMs = 0;
  #audibleMs = 0;

  constructor(events: CallerEvents) {
    this.#events = events;
  }

  /** Takes the level of a packet, in dB below the loudest, at a time that never decreases. */
  hear(levelDb: number, nowMs: number): void {
    if (levelDb < QUIET_DB) {
      this.#startMs ??= nowMs;
      this.#audibleMs += this.#heardMs === 0 ? 0 : Math.min(nowMs - this.#heardMs, PAUSE_MS / 10);
      this.#heardMs = nowMs;
      if (this.#audibleMs >= INTERRUPTION_MS) this.#events.onSpeech();
    }
    if (this.#startMs === null) return;
    const isPaused = nowMs - this.#heardMs >= PAUSE_MS;
    if (!isPaused && nowMs - this.#startMs < UTTERANCE_MAX_MS) return;
    const durationMs = (isPaused ? this.#heardMs : nowMs) - this.#startMs;
    this.#startMs = null;
    this.#heardMs = 0;
    this.#audibleMs = 0;
    this.#events.onUtterance(durationMs);
  }
}
