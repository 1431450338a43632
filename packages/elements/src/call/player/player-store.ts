import type { Clock } from "../../base/clock.ts";
import { TICKET_AHEAD_MS, TICKET_RENEWALS, TICKET_RENEWALS_WITHIN_MS } from "../../base/limits.ts";
import { Store } from "../../base/store.ts";
import type { RecordingStore } from "./recording-store.ts";

export interface PlayerState {
  /** It plays, or starts as soon as it can. */
  readonly playing: boolean;
  /** It should play and waits for data. */
  readonly waiting: boolean;
  readonly positionMs: number;
  /** Null until it is known. */
  readonly durationMs: number | null;
  readonly speed: number;
  /** 0 to 1; 0 while muted. */
  readonly volume: number;
  /** Number of completed seeks. */
  readonly seeks: number;
  /** Playback failed: the source, also with another ticket, or decoding and output, which no ticket changes. */
  readonly unplayable: "source" | "output" | null;
}

/** The player that is heard: one per page. */
let heard: PlayerStore | null = null;

/**
 * Plays the recording of one call. If the ticket expires during playback, it continues with another one;
 * otherwise the next play requests another ticket.
 */
export class PlayerStore extends Store<PlayerState> {
  readonly audio: HTMLAudioElement;
  readonly #recording: RecordingStore;
  readonly #clock: Clock;
  /** Where to go on once the source is loaded; null while `audio` itself knows. */
  #resumeAtMs: number | null = 0;
  #url: string | null = null;
  #stale = false;
  /** The next `seeked` event is the return to `#resumeAtMs`. */
  #restoring = false;
  #stopTimer = () => {};
  #renewedAtMs: number[] = [];
  #frame = 0;

  constructor(recording: RecordingStore, clock: Clock) {
    super({
      playing: false,
      waiting: false,
      positionMs: 0,
      durationMs: null,
      speed: 1,
      volume: 1,
      seeks: 0,
      unplayable: null,
    });
    this.#recording = recording;
    this.#clock = clock;
    recording.subscribe(() => this.#useTicket());
    this.audio = document.createElement("audio");
    this.audio.crossOrigin = "anonymous";
    this.audio.preload = "metadata";
    const on = (name: keyof HTMLMediaElementEventMap, listener: () => void) =>
      this.audio.addEventListener(name, listener);
    on("loadedmetadata", this.#loaded);
    on("error", this.#broke);
    on("seeked", () => {
      this.#read();
      if (!this.#restoring) this.set({ seeks: this.state.seeks + 1 });
      this.#restoring = false;
    });
    on("play", () => this.#follow());
    on("playing", () => this.#wait(false));
    on("waiting", () => this.#wait(true));
    on("ended", () => this.#halt());
    // Headphones that are unplugged, or another tab, pause it. Without a source, ignore the event.
    on("pause", () => this.audio.readyState > 0 && !this.audio.ended && this.#halt());
    for (const name of ["timeupdate", "durationchange", "ratechange", "volumechange"] as const)
      on(name, () => this.#read());
  }

  play(): void {
    if (this.state.playing || !this.#url) return;
    if (heard !== this) heard?.pause();
    heard = this;
    this.set({ playing: true, unplayable: null });
    if (this.#stale) this.#renew();
    else this.#start();
  }

  pause(): void {
    if (!this.state.playing) return;
    this.#halt();
    this.audio.pause();
  }

  toggle(): void {
    if (this.state.playing) this.pause();
    else this.play();
  }

  seek(ms: number): void {
    const atMs = Math.max(0, Math.min(ms, this.#durationMs ?? Number.POSITIVE_INFINITY));
    if (this.audio.readyState > 0 && this.#resumeAtMs === null) this.audio.currentTime = atMs / 1000;
    else this.#resumeAtMs = atMs;
    this.#read();
  }

  skip(byMs: number): void {
    this.seek(this.#positionMs + byMs);
  }

  setSpeed(speed: number): void {
    // A new source starts with the default.
    this.audio.playbackRate = this.audio.defaultPlaybackRate = speed;
  }

  setVolume(volume: number): void {
    this.audio.volume = Math.max(0, Math.min(1, volume));
    this.audio.muted = false;
  }

  toggleMute(): void {
    this.audio.muted = !this.audio.muted;
  }

  /** Gets another ticket after a failure. */
  retry(): void {
    this.set({ unplayable: null });
    void this.#recording.retry();
  }

  override close(): void {
    this.pause();
    this.#withoutTicket();
    super.close();
  }

  get #positionMs(): number {
    return this.#resumeAtMs ?? this.audio.currentTime * 1000;
  }

  get #durationMs(): number | null {
    const { duration } = this.audio;
    return Number.isFinite(duration) && duration > 0 ? duration * 1000 : null;
  }

  /** Copies the state of the audio element. */
  #read(): void {
    const { playbackRate: speed, muted, volume } = this.audio;
    const { positionMs, durationMs } = { positionMs: this.#positionMs, durationMs: this.#durationMs };
    this.set({ positionMs, durationMs, speed, volume: muted ? 0 : volume });
  }

  #useTicket(): void {
    const { ticket } = this.#recording.state;
    if (!ticket) this.#withoutTicket();
    if (!ticket || ticket.url === this.#url) return;
    this.#resumeAtMs = this.#positionMs;
    this.#url = ticket.url;
    this.#stale = false;
    this.audio.src = ticket.url;
    if (this.state.playing) this.audio.preload = "auto";
    this.#stopTimer();
    this.#stopTimer = this.#clock.after(renewInMs(ticket.expiresAt, this.#clock.now()), () => {
      this.#stale = true;
      if (this.state.playing) this.#renew();
    });
  }

  #start(): void {
    // It stays silent if the browser wants a gesture first, or the source changes meanwhile.
    this.audio.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === "NotAllowedError") this.#halt();
    });
  }

  #halt(): void {
    if (!this.state.playing) return;
    if (heard === this) heard = null;
    this.set({ playing: false, waiting: false });
  }

  #wait(waiting: boolean): void {
    this.set({ waiting: waiting && this.state.playing });
  }

  #loaded = (): void => {
    const atMs = this.#resumeAtMs;
    this.#resumeAtMs = null;
    if (atMs) {
      this.#restoring = true;
      this.audio.currentTime = atMs / 1000;
    }
    this.#read();
    if (this.state.playing) this.#start();
  };

  #broke = (): void => {
    if (!this.#url) return;
    this.#resumeAtMs = this.#positionMs;
    // Firefox says so where there is no sound device, too.
    if (this.audio.error?.code === MediaError.MEDIA_ERR_DECODE) this.#giveUp("output");
    else this.#renew();
  };

  #giveUp(unplayable: "source" | "output"): void {
    this.#renewedAtMs = [];
    this.#halt();
    this.set({ unplayable });
  }

  #renew(): void {
    const nowMs = this.#clock.now();
    if (mayRenew(this.#renewedAtMs, nowMs)) {
      this.#renewedAtMs.push(nowMs);
      void this.#recording.load();
    } else this.#giveUp("source");
  }

  #withoutTicket(): void {
    this.#stopTimer();
    this.#halt();
    if (!this.#url) return;
    this.#resumeAtMs = this.#positionMs;
    this.#url = null;
    this.audio.removeAttribute("src");
    this.audio.load();
  }

  /** Reads the position each frame: `timeupdate` comes only four times a second. */
  #follow(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      this.#read();
      if (!this.audio.paused) this.#follow();
    });
  }
}

/** How long a ticket remains valid, less the time to get another. */
export function renewInMs(expiresAt: string, nowMs: number): number {
  return Math.max(0, Date.parse(expiresAt) - nowMs - TICKET_AHEAD_MS);
}

/** Whether another ticket may help, after renewals at these times. */
export function mayRenew(renewedAtMs: readonly number[], nowMs: number): boolean {
  return renewedAtMs.filter((atMs) => nowMs - atMs < TICKET_RENEWALS_WITHIN_MS).length < TICKET_RENEWALS;
}
