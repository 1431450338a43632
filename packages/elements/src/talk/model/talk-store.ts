import type { TalkMedium } from "@keyhole/contract";
import { browserClock, type Clock } from "../../base/clock.ts";
import { Store } from "../../base/store.ts";
import type { Session } from "../../session/index.ts";
import { NO_CALL, NO_TALK } from "./no-talk.ts";
import { parseTalkOptions } from "./parse-talk.ts";
import { Press } from "./press.ts";
import { newStartKey, type StartKey, sameCall, startBody } from "./start-request.ts";
import { type RunHost, TalkRun } from "./talk-run.ts";
import type {
  TalkEnd,
  TalkLevels,
  TalkPhase,
  TalkRequest,
  TalkRequests,
  TalkState,
  Tool,
  ToolResult,
} from "./talk-state.ts";
import type { VendorModule } from "./vendor-client.ts";

/** Loads the vendor's client, which is a file of its own. */
export type LoadClient = () => Promise<VendorModule>;

/** What one viewer may start, and the talk under way. Another viewer ends it, and so does leaving the page. */
export class TalkStore extends Store<TalkState> implements TalkRequests {
  readonly session: Session;
  readonly levels: TalkLevels = {
    microphone: () => this.#run?.audio.levels.microphone() ?? 0,
    agent: () => this.#run?.audio.levels.agent() ?? 0,
  };
  readonly #loadClient: LoadClient;
  readonly #clock: Clock;
  readonly #tools = new Map<string, Tool>();
  #unsubscribe: (() => void) | null = null;
  #listening: AbortController | null = null;
  #stopDetaching = () => {};
  #epoch = -1;
  #sessionFailed = false;
  #press: Press | null = null;
  #run: TalkRun | null = null;
  #request: TalkRequest | null = null;
  /** The key of a start whose answer was lost, and what it asked for. */
  #kept: { key: StartKey; body: string } | null = null;

  constructor(session: Session, loadClient: LoadClient, clock = browserClock) {
    super(NO_TALK);
    this.session = session;
    this.#loadClient = loadClient;
    this.#clock = clock;
  }

  open(): void {
    this.#stopDetaching();
    if (this.#unsubscribe) return;
    this.restart();
    this.#unsubscribe = this.session.subscribe(() => this.#sessionChanged());
    this.#listening = new AbortController();
    addEventListener("pagehide", () => this.#run?.end("hidden"), { signal: this.#listening.signal });
    this.#sessionChanged();
  }

  detach(): void {
    this.#stopDetaching();
    this.#stopDetaching = this.#clock.after(0, () => this.close("removed"));
  }

  override close(reason: TalkEnd = "removed"): void {
    this.#stopDetaching();
    this.#unsubscribe?.();
    this.#listening?.abort();
    this.#unsubscribe = this.#listening = null;
    this.#run?.end(reason);
    super.close();
  }

  async load(): Promise<void> {
    if (!this.state.options) this.set({ loading: "loading", failure: null });
    const answer = await this.current((signal) =>
      this.session.request("/v1/talk", { parse: parseTalkOptions, signal }),
    );
    if (!answer) return;
    if (answer.ok) this.set({ loading: "ready", options: Object.freeze(answer.value), failure: null });
    else if (!this.state.options) this.set({ loading: "failed", failure: answer.failure });
  }

  start(request: TalkRequest): void {
    if (this.#press) return;
    const medium = request.medium ?? "voice";
    const body = startBody(request, medium, this.state.options);
    const text = sameCall(body);
    const key = this.#kept?.body === text ? { ...this.#kept.key, isOld: true } : newStartKey();
    this.#kept = null;
    this.#request = request;
    // Before anything is awaited: the browser grants both for the sake of the click.
    const press = new Press({ ...request, medium }, key, this.state.microphoneId, this.#clock);
    this.#press = press;
    const [only, ...others] = this.state.options?.agents ?? [];
    const agentId = request.agentId ?? (only && !others.length ? only.id : null);
    const at = press.microphone ? "microphone" : "starting";
    const keepKey = () => {
      this.#kept = { key, body: text };
    };
    const client = this.#loadClient();
    // The run hears of it.
    client.catch(() => {});
    const run = new TalkRun(this.#hostOf(press, keepKey), press, client);
    this.#run = run;
    this.set({ ...NO_CALL, agentId, medium, phase: { at } });
    void run.run(body);
  }

  retry(): void {
    if (this.#request) this.start(this.#request);
  }

  hangUp(): void {
    void this.#run?.hangUp();
  }

  muteMic(isMuted: boolean): void {
    if (this.#run) this.#run.audio.muteMic(isMuted);
    else this.set({ isMicMuted: isMuted });
  }

  muteSpeaker(isMuted: boolean): void {
    if (this.#run) this.#run.audio.muteSpeaker(isMuted);
    else this.set({ isSpeakerMuted: isMuted });
  }

  chooseMicrophone(id: string | null): void {
    if (this.#run) this.#run.audio.chooseMicrophone(id);
    else this.set({ microphoneId: id });
  }

  chooseSpeaker(id: string | null): void {
    if (this.#run) this.#run.audio.chooseSpeaker(id);
    else this.set({ speakerId: id });
  }

  setMedium(medium: TalkMedium): void {
    this.set({ medium });
    this.#run?.setMedium(medium);
  }

  sendText(text: string): boolean {
    return text.trim() !== "" && (this.#run?.sendText(text) ?? false);
  }

  registerTool(name: string, tool: Tool | null): void {
    if (!tool) this.#tools.delete(name);
    else {
      this.#tools.set(name, tool);
      this.#run?.addTool(name);
    }
  }

  #hostOf(press: Press, keepKey: () => void): RunHost {
    const state = () => this.state;
    const tools = this.#tools;
    return {
      session: this.session,
      clock: this.#clock,
      get toolNames() {
        return [...tools.keys()];
      },
      get state() {
        return state();
      },
      set: (change) => this.#setOf(press, change),
      runTool: (name, parameters) => this.#runTool(name, parameters),
      keepKey,
    };
  }

  /** A change by the talk of a press, while it is the one under way. */
  #setOf(press: Press, change: Partial<TalkState>): void {
    if (press !== this.#press) return;
    const { phase, callId } = change;
    if (phase) Object.freeze(phase);
    if (phase && isOver(phase)) this.#press = this.#run = null;
    const { options } = this.state;
    // The call was made, so the challenge is solved.
    const solved = callId && options ? { options: Object.freeze({ ...options, turnstile: null }) } : {};
    this.set({ ...change, ...solved });
    if (phase && asksAgain(phase)) void this.load();
  }

  async #runTool(name: string, parameters: Record<string, unknown>): Promise<ToolResult> {
    const tool = this.#tools.get(name);
    if (!tool) throw new Error(`The page has no tool ${name}.`);
    return tool(parameters);
  }

  #sessionChanged(): void {
    const { epoch, state } = this.session;
    const isOut = state.status === "signed-out";
    if (epoch !== this.#epoch || (isOut && this.state.loading !== "signed-out")) {
      this.#epoch = epoch;
      this.#run?.end("signed-out");
      this.restart();
      this.#request = this.#kept = null;
      // What was said is for nobody else's eyes.
      this.set({ ...NO_TALK, phase: this.state.phase, loading: isOut ? "signed-out" : "idle" });
    }
    const isBack = this.#sessionFailed && state.status === "ready" && this.state.loading === "failed";
    if (state.status === "failed" || state.status === "ready")
      this.#sessionFailed = state.status === "failed";
    if (isBack || (!isOut && (this.state.loading === "idle" || this.state.loading === "signed-out")))
      void this.load();
  }
}

function isOver({ at }: TalkPhase): boolean {
  return at === "idle" || at === "ended" || at === "failed";
}

/** The site requires something else by now, or the answer of a challenge was spent. */
function asksAgain(phase: TalkPhase): boolean {
  if (phase.at !== "failed" || phase.failure.kind !== "broker") return false;
  const { failure } = phase.failure;
  return (
    failure.kind === "problem" && ["consent_required", "challenge_required"].includes(failure.problem.code)
  );
}
