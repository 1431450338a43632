import type { Clock } from "../../base/clock.ts";
import { TALK_STATE_QUIET_MS } from "../../base/limits.ts";
import { KeyholeReadyEvent } from "../../events/keyhole-ready-event.ts";
import { KeyholeTalkEndEvent } from "../../events/keyhole-talk-end-event.ts";
import { KeyholeTalkFailEvent } from "../../events/keyhole-talk-fail-event.ts";
import { KeyholeTalkJoinEvent } from "../../events/keyhole-talk-join-event.ts";
import { KeyholeTalkStartEvent } from "../../events/keyhole-talk-start-event.ts";
import { KeyholeTalkStateEvent } from "../../events/keyhole-talk-state-event.ts";
import { KeyholeTalkTurnEvent } from "../../events/keyhole-talk-turn-event.ts";
import type { Session } from "../../session/index.ts";
import type { LivePhase, TalkFailure, TalkState } from "../model/talk-state.ts";
import type { TalkHost } from "./talk-host.ts";
import { talkNotice } from "./talk-notice.ts";

/** Times before the end of a call that are announced. */
const TALK_WARN_MS: readonly number[] = [60_000, 10_000];

type State = Readonly<TalkState>;

/** Tells what happens in a talk: the host by events, and who cannot see it by the live region. */
export class TalkReporter {
  /** Of the last call, once it has ended. */
  durationMs: number | null = null;
  readonly #host: TalkHost;
  readonly #session: Session;
  readonly #clock: Clock;
  #readyEpoch = -1;
  /** When the viewer joined the call that goes on. */
  #startedMs: number | null = null;
  /** When the agent's state was announced last. */
  #saidMs = Number.NEGATIVE_INFINITY;
  /** Times before the end that are still to be announced. */
  #warnings: readonly number[] = TALK_WARN_MS;

  constructor(host: TalkHost, session: Session, clock: Clock) {
    this.#host = host;
    this.#session = session;
    this.#clock = clock;
  }

  report(state: State, previous: State): void {
    if (state.loading !== previous.loading) this.#reportLoading(state, previous);
    const { callId } = state;
    if (callId && callId !== previous.callId) this.#host.dispatchEvent(new KeyholeTalkStartEvent(callId));
    if (state.phase !== previous.phase) this.#reportPhase(state, previous);
    if (callId && state.turns !== previous.turns) this.#reportTurns(callId, state, previous);
  }

  /** Announces that the end is near. Called about once a second. */
  tick({ phase }: State): void {
    if (phase.at !== "live") return;
    const leftMs = phase.endsMs - this.#clock.now();
    const due = this.#warnings.filter((warnMs) => leftMs <= warnMs);
    if (due.length === 0) return;
    this.#warnings = this.#warnings.filter((warnMs) => leftMs > warnMs);
    const { text, formats } = this.#host;
    this.#host.say(text("talk.ending", { duration: formats.duration(leftMs) }));
  }

  #reportLoading({ loading, failure }: State, previous: State): void {
    if (loading === "signed-out") this.#host.signedOut(previous.loading);
    if (loading === "failed" && failure) void this.#explain({ kind: "broker", failure });
    const { state, epoch } = this.#session;
    if (loading !== "ready" || this.#readyEpoch === epoch) return;
    this.#readyEpoch = epoch;
    this.#host.dispatchEvent(new KeyholeReadyEvent(state.status === "ready" ? state.scopes : []));
  }

  #reportPhase(state: State, previous: State): void {
    const { phase, callId } = state;
    const { text } = this.#host;
    switch (phase.at) {
      case "microphone":
      case "waiting":
        if (previous.phase.at !== phase.at) this.#host.say(text(`talk.${phase.at}.title`));
        break;
      case "starting":
      case "joining":
      case "leaving":
        this.#host.say(text(`talk.${phase.at}`));
        break;
      case "live":
        this.#reportLive(state, phase, previous);
        break;
      case "ended":
        this.#ended();
        if (callId) this.#host.dispatchEvent(new KeyholeTalkEndEvent(callId, phase.reason));
        this.#host.say(
          text("sentences", { title: text("talk.ended.title"), text: text(`talk.ended.${phase.reason}`) }),
        );
        break;
      case "failed":
        this.#startedMs = null;
        this.#host.dispatchEvent(new KeyholeTalkFailEvent(codeOf(phase.failure)));
        void this.#explain(phase.failure);
        break;
    }
  }

  #ended(): void {
    this.durationMs = this.#startedMs === null ? null : this.#clock.now() - this.#startedMs;
    this.#startedMs = null;
  }

  #reportLive({ callId, medium, agentId, options }: State, phase: LivePhase, previous: State): void {
    const { text } = this.#host;
    const before = previous.phase.at === "live" ? previous.phase : null;
    if (!before) {
      this.#startedMs = phase.startedMs;
      this.#warnings = TALK_WARN_MS.filter((warnMs) => warnMs < phase.endsMs - phase.startedMs);
      this.#saidMs = this.#clock.now();
      if (callId) this.#host.dispatchEvent(new KeyholeTalkJoinEvent(callId));
      this.#host.say(text(medium === "text" ? "talk.joinedWriting" : "talk.joined"));
    }
    if (phase.isReconnecting && !before?.isReconnecting) this.#host.say(text("talk.reconnecting"));
    if (phase.agent === before?.agent) return;
    if (callId) this.#host.dispatchEvent(new KeyholeTalkStateEvent(callId, phase.agent));
    // The transcript is announced as well: not every flip matters.
    if (phase.isReconnecting || this.#clock.now() - this.#saidMs < TALK_STATE_QUIET_MS) return;
    this.#saidMs = this.#clock.now();
    const agent = options?.agents.find(({ id }) => id === agentId)?.name ?? text("talk.panel");
    this.#host.say(text("talk.agentState", { agent, state: text(`talk.${phase.agent}`) }));
  }

  #reportTurns(callId: string, { turns }: State, previous: State): void {
    const known = new Map(previous.turns.map((turn) => [turn.id, turn.isFinal]));
    for (const { id, speaker, isFinal } of turns) {
      if (known.get(id) !== isFinal)
        this.#host.dispatchEvent(new KeyholeTalkTurnEvent(callId, speaker, isFinal));
    }
  }

  /** Says what failed, in the words of a talk. */
  async #explain(failure: TalkFailure): Promise<void> {
    // Loads the words for it, and says them in general.
    if (failure.kind === "broker") await this.#host.failed(failure.failure);
    const { title, text: words } = talkNotice(this.#host, failure);
    this.#host.say(this.#host.text("sentences", { title, text: words }));
  }
}

function codeOf(failure: TalkFailure): string {
  if (failure.kind !== "broker") return failure.kind;
  return failure.failure.kind === "problem" ? failure.failure.problem.code : failure.failure.kind;
}
