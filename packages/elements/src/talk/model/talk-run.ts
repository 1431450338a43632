import type { CallStart, CallStarted } from "@keyhole/contract";
import { loadFailure } from "../../base/lazy-module.ts";
import { LEAVE_MS } from "../../base/limits.ts";
import { pageFailure } from "../../base/page-failure.ts";
import type { Session } from "../../session/index.ts";
import { HangUp } from "./hang-up.ts";
import type { Press } from "./press.ts";
import { isAnswerLost, startCall } from "./start-call.ts";
import { type AudioHost, TalkAudio } from "./talk-audio.ts";
import type { TalkEnd, TalkFailure, TalkPhase, ToolResult } from "./talk-state.ts";
import { Turns } from "./turns.ts";
import type { VendorClient, VendorModule } from "./vendor-client.ts";
import { type CallOver, WatchedCall } from "./watched-call.ts";

/** The store, as one talk sees it. */
export interface RunHost extends AudioHost {
  readonly session: Session;
  readonly toolNames: readonly string[];
  runTool(name: string, parameters: Record<string, unknown>): Promise<ToolResult>;
  /** The next try takes the same key. */
  keepKey(): void;
}

/**
 * One talk, from the microphone to the end: the microphone first, then the call, then the client that joins it. It ends
 * once, whatever happens, and then gives back all that it took.
 */
export class TalkRun {
  readonly audio: TalkAudio;
  readonly #host: RunHost;
  readonly #press: Press;
  readonly #vendor: Promise<VendorModule>;
  readonly #turns = new Turns();
  #watched: WatchedCall | null = null;
  #client: VendorClient | null = null;
  #hangUp: HangUp | null = null;
  #isStarting = false;
  #isOver = false;
  /** Resolves once a start that nobody waits for any more is hung up. */
  #started: Promise<void> = Promise.resolve();

  constructor(host: RunHost, press: Press, vendor: Promise<VendorModule>) {
    this.#host = host;
    this.#press = press;
    this.#vendor = vendor;
    this.audio = new TalkAudio(press.audio, host);
  }

  /** Talks. Never rejects. */
  async run(body: CallStart): Promise<void> {
    try {
      await this.#talk(body);
    } catch (error) {
      this.#fail({ kind: "broker", failure: pageFailure(error) });
    }
  }

  /** Ends at once, and says what follows. */
  end(reason: TalkEnd): void {
    if (this.#isOver) return;
    const isCall = this.#hangUp !== null;
    void this.#finish();
    this.#host.set({ phase: isCall ? { at: "ended", reason } : { at: "idle" } });
  }

  /** The viewer hangs up, or takes the start back. */
  async hangUp(): Promise<void> {
    if (this.#isOver) return;
    const isCall = this.#hangUp !== null;
    const left = this.#finish();
    const phase: TalkPhase = isCall ? { at: "ended", reason: "hung-up" } : { at: "idle" };
    if (!isCall && !this.#isStarting) {
      this.#host.set({ phase });
      return;
    }
    const leaving: TalkPhase = { at: "leaving" };
    this.#host.set({ phase: leaving });
    await new Promise<void>((resolve) => {
      const stopTimer = this.#host.clock.after(LEAVE_MS, resolve);
      void left.then(stopTimer).then(resolve);
    });
    // The element may have been removed meanwhile.
    if (this.#host.state.phase === leaving) this.#host.set({ phase });
  }

  sendText(text: string): boolean {
    return this.#host.state.phase.at === "live" && (this.#client?.sendText(text) ?? false);
  }

  setMedium(medium: "voice" | "text"): void {
    this.#client?.setMedium(medium);
  }

  addTool(name: string): void {
    this.#client?.addTool(name);
  }

  async #talk(body: CallStart): Promise<void> {
    const microphone = await this.#press.microphone;
    if (this.#isOver) return;
    if (microphone && "failure" in microphone) return this.#fail(microphone.failure);
    this.audio.open(microphone?.stream ?? null);
    const call = await this.#start(body);
    if (!call || this.#isOver) return;
    let vendor: VendorModule;
    try {
      vendor = await this.#vendor;
    } catch (error) {
      return this.#fail({ kind: "broker", failure: loadFailure(error) });
    }
    if (!this.#isOver) this.#join(vendor, call);
  }

  async #start(body: CallStart): Promise<CallStarted | null> {
    const { session, clock } = this.#host;
    const { key, signal } = this.#press;
    let settle = () => {};
    this.#started = new Promise((resolve) => {
      settle = resolve;
    });
    const answer = await startCall({
      session,
      clock,
      body,
      key,
      signal,
      waits: (retryAtMs) => {
        this.#isStarting = false;
        this.#set({ at: "waiting", retryAtMs });
      },
      asks: () => {
        this.#isStarting = true;
        this.#set({ at: "starting" });
      },
    });
    this.#isStarting = false;
    if (answer && "id" in answer) {
      this.#hangUp = new HangUp(session, answer.id, clock);
      if (this.#isOver) await this.#hangUp.send();
      else this.#host.set({ callId: answer.id });
    } else if (answer) {
      if (isAnswerLost(answer.failure)) this.#host.keepKey();
      this.#fail({ kind: "broker", failure: answer.failure });
    }
    settle();
    return answer && "id" in answer ? answer : null;
  }

  #join(vendor: VendorModule, { joinUrl, maxDurationMs }: CallStarted): void {
    const host = this.#host;
    this.#set({ at: "joining" });
    this.#watched = new WatchedCall(maxDurationMs, host.clock, {
      live: (phase) => this.#set(phase),
      transcript: (message) => {
        const turns = this.#turns.add(message);
        if (turns) host.set({ turns });
      },
      agentTrack: (track) => this.audio.agentTrack(track),
      over: (over) => this.#over(over),
    });
    try {
      this.#client = vendor.createClient({
        context: this.#press.audio.context,
        track: this.audio.track,
        events: this.#watched,
        tools: host.toolNames,
        runTool: (name, parameters) => host.runTool(name, parameters),
      });
    } catch {
      this.#fail({ kind: "client-failed" });
      return;
    }
    this.audio.use(this.#client);
    this.#client.join(joinUrl);
  }

  #over(over: CallOver): void {
    if (this.#isOver) return;
    if (over.isKnown) {
      this.#hangUp?.close();
      this.#hangUp = null;
    }
    void this.#finish();
    this.#host.set({
      phase:
        "reason" in over ? { at: "ended", reason: over.reason } : { at: "failed", failure: over.failure },
    });
  }

  #fail(failure: TalkFailure): void {
    if (this.#isOver) return;
    void this.#finish();
    this.#host.set({ phase: { at: "failed", failure } });
  }

  #set(phase: TalkPhase): void {
    if (!this.#isOver) this.#host.set({ phase });
  }

  /** Gives all back before the task ends; resolves once the other sides know. Called once. */
  async #finish(): Promise<void> {
    this.#isOver = true;
    this.#watched?.close();
    const left = [this.#client?.leave(), this.#hangUp?.send(), this.#started];
    this.audio.close();
    this.#press.release();
    await Promise.all(left);
  }
}
