import type { Clock } from "../../base/clock.ts";
import type { RecordingStore } from "./recording-store.ts";
import { mayRenew, renewInMs } from "./ticket-renewal.ts";

/** Told by the player. `played`, `paused` and `sought` are what a listener hears, not what was asked. */
export interface PlayerObserver {
  changed(): void;
  moved(): void;
  played(): void;
  paused(): void;
  sought(): void;
  /** A new ticket did not help either. */
  failed(): void;
}

/** The one player of the page that is heard. */
let heard: Player | null = null;

/**
 * The recording of one call. When its ticket ends while it plays, the next one takes its place where
 * it was; while it is silent, the next one is asked for with the next play.
 */
export class Player {
  readonly audio: HTMLAudioElement;
  /** Whether it plays, or will as soon as it can. */
  playing = false;
  /** Waiting for data while it should play. */
  waiting = false;
  readonly #recording: RecordingStore;
  readonly #clock: Clock;
  readonly #observer: PlayerObserver;
  /** Where it is to go on once the source can; null while `audio` itself knows. */
  #resumeAtMs: number | null = 0;
  #url: string | null = null;
  #stale = false;
  /** The next `seeked` is the way back to where it was. */
  #restoring = false;
  #stopTimer = () => {};
  #renewedAtMs: number[] = [];
  #frame = 0;

  constructor(recording: RecordingStore, clock: Clock, observer: PlayerObserver) {
    this.#recording = recording;
    this.#clock = clock;
    this.#observer = observer;
    this.audio = document.createElement("audio");
    this.audio.crossOrigin = "anonymous";
    this.audio.preload = "metadata";
    const on = (name: keyof HTMLMediaElementEventMap, listener: () => void) =>
      this.audio.addEventListener(name, listener);
    on("loadedmetadata", this.#loaded);
    on("error", this.#broke);
    on("seeked", () => {
      if (!this.#restoring) this.#observer.sought();
      this.#restoring = false;
      this.#observer.moved();
    });
    on("timeupdate", () => this.#observer.moved());
    on("play", () => this.#follow());
    on("playing", () => this.#wait(false));
    on("waiting", () => this.#wait(true));
    on("ended", () => this.#halt());
    // By headphones that were taken off, or another tab. Without a source it means nothing.
    on("pause", () => this.audio.readyState > 0 && !this.audio.ended && this.#halt());
    for (const name of ["durationchange", "ratechange", "volumechange"] as const)
      on(name, () => observer.changed());
  }

  get positionMs(): number {
    return this.#resumeAtMs ?? this.audio.currentTime * 1000;
  }

  /** Null until it is known. */
  get durationMs(): number | null {
    const { duration } = this.audio;
    return Number.isFinite(duration) && duration > 0 ? duration * 1000 : null;
  }

  /** Takes the ticket of the recording, where it is another than before. */
  useTicket(): void {
    const { ticket } = this.#recording.state;
    if (!ticket) this.#withoutTicket();
    if (!ticket || ticket.url === this.#url) return;
    this.#resumeAtMs = this.positionMs;
    this.#url = ticket.url;
    this.#stale = false;
    this.audio.src = ticket.url;
    if (this.playing) this.audio.preload = "auto";
    this.#stopTimer();
    this.#stopTimer = this.#clock.after(renewInMs(ticket.expiresAt, this.#clock.now()), () => {
      this.#stale = true;
      if (this.playing) this.#renew();
    });
  }

  play(): void {
    if (this.playing || !this.#url) return;
    if (heard !== this) heard?.pause();
    heard = this;
    this.playing = true;
    this.#observer.played();
    this.#observer.changed();
    if (this.#stale) this.#renew();
    else this.#start();
  }

  pause(): void {
    if (!this.playing) return;
    this.#halt();
    this.audio.pause();
  }

  toggle(): void {
    if (this.playing) this.pause();
    else this.play();
  }

  seek(ms: number): void {
    const atMs = Math.max(0, Math.min(ms, this.durationMs ?? Number.POSITIVE_INFINITY));
    if (this.audio.readyState > 0 && this.#resumeAtMs === null) this.audio.currentTime = atMs / 1000;
    else this.#resumeAtMs = atMs;
    this.#observer.moved();
  }

  skip(byMs: number): void {
    this.seek(this.positionMs + byMs);
  }

  setSpeed(speed: number): void {
    // The second is what a new source begins with.
    this.audio.playbackRate = this.audio.defaultPlaybackRate = speed;
  }

  setVolume(volume: number): void {
    this.audio.volume = Math.max(0, Math.min(1, volume));
    this.audio.muted = false;
  }

  toggleMute(): void {
    this.audio.muted = !this.audio.muted;
  }

  close(): void {
    this.pause();
    this.#withoutTicket();
  }

  #start(): void {
    // It stays silent where the browser wants a gesture first, or the source changed meanwhile.
    this.audio.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === "NotAllowedError") this.#halt();
    });
  }

  #halt(): void {
    if (!this.playing) return;
    this.playing = this.waiting = false;
    if (heard === this) heard = null;
    this.#observer.paused();
    this.#observer.changed();
  }

  #wait(waiting: boolean): void {
    this.waiting = waiting && this.playing;
    this.#observer.changed();
  }

  #loaded = (): void => {
    const atMs = this.#resumeAtMs;
    this.#observer.changed();
    this.#resumeAtMs = null;
    if (atMs) {
      this.#restoring = true;
      this.audio.currentTime = atMs / 1000;
    }
    if (this.playing) this.#start();
  };

  #broke = (): void => {
    if (!this.#url) return;
    this.#resumeAtMs = this.positionMs;
    this.#renew();
  };

  #renew(): void {
    const nowMs = this.#clock.now();
    if (!mayRenew(this.#renewedAtMs, nowMs)) {
      this.#renewedAtMs = [];
      this.#halt();
      this.#observer.failed();
      return;
    }
    this.#renewedAtMs.push(nowMs);
    void this.#recording.load();
  }

  #withoutTicket(): void {
    this.#stopTimer();
    this.#halt();
    if (!this.#url) return;
    this.#resumeAtMs = this.positionMs;
    this.#url = null;
    this.audio.removeAttribute("src");
    this.audio.load();
  }

  /** Says every frame where it is: `timeupdate` comes four times a second. */
  #follow(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      this.#observer.moved();
      if (!this.audio.paused) this.#follow();
    });
  }
}
