import type { Evaluation, EvaluationMetric, Message } from "@keyhole/contract";
import { html, nothing } from "lit";
import type { Clock } from "../../base/clock.ts";
import { renderVerdict, verdictName } from "../../base/render-verdict.ts";
import { stylesAdopter } from "../../base/styles/adopt-styles.ts";
import { verdictStyles, verdictTokens } from "../../base/styles/verdict.styles.ts";
import { View } from "../../base/view.ts";
import { type Notice, renderStrip } from "../../errors/render-notice.ts";
import { KeyholeEvaluationLoadEvent } from "../../events/keyhole-evaluation-load-event.ts";
import { KeyholeEvaluationVoteEvent } from "../../events/keyhole-evaluation-vote-event.ts";
import { enEvaluation } from "../../i18n/en-evaluation.ts";
import { enVerdicts } from "../../i18n/en-verdicts.ts";
import type { Failure } from "../../session/index.ts";
import { mayPass } from "../../session/may-pass.ts";
import type { CallHost, OpenCall } from "../model/call-host.ts";
import { PollController } from "../model/poll-controller.ts";
import { turnBefore } from "../transcript/turns.ts";
import { evaluationStyles } from "./evaluation.styles.ts";
import { EvaluationStore } from "./evaluation-store.ts";
import { type Mark, MarksView, renderTurnMarks } from "./marks-view.ts";
import { type Ballot, renderMetric } from "./render-metric.ts";
import { type Vote, VoteStore } from "./vote-store.ts";

export const texts = { ...enEvaluation, ...enVerdicts };

export interface PanelDeps {
  clock: Clock;
  /** Plays the recording from a time. */
  play: (atMs: number) => void;
  /** Whether there is a recording to hear. */
  seekable: () => boolean;
  /** The length of the recording, in milliseconds; 0 while it is unknown. */
  durationMs: () => number;
  /** The turns of the transcript that are loaded. */
  turns: () => readonly Message[];
  /** Whether the viewer may vote. */
  mayVote: () => boolean;
  /** The marks have changed. */
  marked: () => void;
}

const adoptStyles = stylesAdopter(verdictTokens("call"), verdictStyles, evaluationStyles);

/** What the evaluation of a call came to: the verdict, why, each metric, and the viewer's votes. */
export class EvaluationPanel extends View {
  readonly #host: CallHost;
  readonly #deps: PanelDeps;
  readonly #store: EvaluationStore;
  readonly #votes: VoteStore;
  readonly #poll: PollController;
  readonly #marks: MarksView;
  readonly #listening = new AbortController();
  /** The site has no evaluations. */
  #isAbsent = false;
  /** Id of the metric that has the focus. */
  #focused: string | null = null;

  constructor(host: CallHost, call: OpenCall, deps: PanelDeps) {
    super(document.createElement("div"));
    this.#host = host;
    this.#deps = deps;
    this.#store = new EvaluationStore(call.session, call.id);
    this.#votes = new VoteStore(call.session, call.id, deps.clock);
    this.#marks = new MarksView(host, deps);
    this.#poll = new PollController(
      deps.clock,
      () => this.#store.poll(),
      () => this.#store.pending || this.#mayPass,
      () => this.#mayPass,
    );
    this.#observe(call.id);
    void this.#store.load();
  }

  get #mayPass(): boolean {
    const { failure } = this.#store.state;
    return failure !== null && mayPass(failure) && !this.#isAbsent;
  }

  /** The failed metrics with a time, on the lanes of the recording. */
  get marks(): HTMLElement {
    return this.#marks.element;
  }

  /** Those of a turn of the transcript. */
  mark(index: number, tabbable: boolean): unknown {
    const turns = this.#deps.turns();
    const marks = this.#marks.marks.filter(({ atMs }) => turnBefore(turns, atMs) === index);
    return marks.length > 0 ? renderTurnMarks(this.#host, this.#deps, marks, tabbable) : nothing;
  }

  override requestUpdate(): void {
    super.requestUpdate();
    this.#marks.requestUpdate();
  }

  override close(): void {
    this.#listening.abort();
    this.#votes.close();
    for (const part of [this.#poll, this.#store, this.#marks]) part.close();
    super.close();
  }

  protected override render(): unknown {
    const { text } = this.#host;
    const { phase, evaluation, failure } = this.#store.state;
    if (this.#isAbsent) return nothing;
    if (phase === "failed" && failure)
      return renderStrip(this.#noticeOf(failure), () => void this.#store.load());
    if (!evaluation) return html`<p class="quiet" part="quiet">${text("evaluation.loading")}</p>`;
    const { metrics } = evaluation;
    const head = this.#renderHead(evaluation);
    if (metrics.length === 0) return html`<p class="evaluation-head" part="evaluation-head">${head}</p>`;
    const hasNumbers = metrics.some(({ number, passed }) => number !== null && passed === null);
    return html`<details class="evaluation-more" part="evaluation-more">
      <summary class="evaluation-head" part="evaluation-head">${head}</summary>
      <ul class="metrics" part="metrics" role="list" aria-label=${text("metrics")}>
        ${failedFirst(metrics).map((metric) => this.#renderMetric(metric))}
      </ul>
      ${hasNumbers ? html`<p class="quiet" part="quiet">${text("evaluation.scales")}</p>` : nothing}
    </details>`;
  }

  protected override updated(): void {
    adoptStyles(this.element.getRootNode());
    this.#keepFocus();
  }

  #renderHead(evaluation: Evaluation): unknown {
    const { text } = this.#host;
    const words = this.#reasonOf(evaluation);
    return html`<b part="evaluation-title">${text("evaluation")}</b>
      ${renderVerdict(evaluation.verdict, text(`verdict.${verdictName(evaluation)}`))}
      ${words ? html`<span class="evaluation-reason" part="evaluation-reason">${words}</span>` : nothing}
      ${evaluation.reviewed ? html`<span class="reviewed" part="reviewed">${text("evaluation.reviewed")}</span>` : nothing}`;
  }

  /** Why a call has failed, or has no result. */
  #reasonOf({ verdict, reason, metrics }: Evaluation): string {
    const { text, formats } = this.#host;
    const failed = metrics.filter(({ passed }) => passed === false);
    // Each name keeps its own direction.
    const names = failed.map(({ name }) => `\u2068${name}\u2069`);
    if (names.length > 0) {
      const list = new Intl.ListFormat(formats.locale, { type: "unit" }).format(names);
      return text("evaluation.notMet", { names: list });
    }
    if (verdict === "none" && reason === null) return text("evaluation.none");
    return reason ? text(`evaluation.${reason}`) : "";
  }

  #noticeOf(failure: Failure): Notice {
    const { text } = this.#host;
    const code = failure.kind === "problem" ? failure.problem.code : "";
    const isRejected = code === "upstream_key_rejected";
    const words = text(isRejected ? "evaluation.rejected" : "evaluation.unavailable");
    return {
      ...this.#host.explain(failure),
      title: text("evaluation.failed"),
      ...(code.startsWith("upstream") && { text: words }),
    };
  }

  #renderMetric(metric: EvaluationMetric): unknown {
    const { id } = metric;
    return renderMetric({
      host: this.#host,
      metric,
      play: this.#deps.seekable() ? this.#deps.play : null,
      ballot: id !== null && this.#deps.mayVote() ? this.#ballotOf(id) : null,
    });
  }

  #ballotOf(metricId: number): Ballot {
    return {
      vote: this.#votes.state.votes.get(metricId) ?? null,
      cast: (vote) => this.#votes.cast(metricId, vote),
      undo: () => this.#undo(metricId),
      retry: () => this.#votes.retry(metricId),
    };
  }

  #observe(callId: string): void {
    const { signal } = this.#listening;
    this.#store.subscribe((state, previous) => {
      const { evaluation, failure } = state;
      if (evaluation && evaluation !== previous.evaluation) this.#arrived(evaluation, previous.evaluation);
      if (failure && failure !== previous.failure) void this.#failed(failure);
      this.#poll.arm();
      this.requestUpdate();
    });
    this.#votes.subscribe(({ votes }, { votes: before }) => {
      for (const [metricId, vote] of votes) this.#voted(callId, metricId, vote, before.get(metricId));
      // The last event in which a signed request can still begin. Listening to it just then keeps the page cacheable.
      removeEventListener("beforeunload", this.#flush);
      if (this.#votes.waits) addEventListener("beforeunload", this.#flush, { signal });
      this.requestUpdate();
    });
    addEventListener("pagehide", this.#flush, { signal });
    document.addEventListener("visibilitychange", this.#hidden, { signal });
  }

  #arrived(evaluation: Evaluation, previous: Evaluation | null): void {
    const { text } = this.#host;
    this.#host.dispatchEvent(new KeyholeEvaluationLoadEvent(evaluation));
    if (previous && previous.verdict !== evaluation.verdict) {
      const title = text("evaluation");
      this.#host.say(text("sentences", { title, text: text(`verdict.${verdictName(evaluation)}`) }));
    }
    this.#marks.setMarks(marksOf(evaluation.metrics));
    this.#deps.marked();
  }

  /** Reports a failure in words about the evaluation: the element's own are about the calls. */
  async #failed(failure: Failure): Promise<void> {
    this.#isAbsent = failure.kind === "problem" && failure.problem.code === "not_configured";
    if (this.#isAbsent) return;
    await this.#host.failed(failure);
    this.#host.say(this.#noticeOf(failure).text);
    this.requestUpdate();
  }

  #voted(callId: string, metricId: number, { vote, phase }: Vote, before: Vote | undefined): void {
    if (phase === before?.phase && vote === before.vote) return;
    this.#host.say(this.#host.text(`vote.${phase}`));
    if (phase !== "sent" || before?.phase !== "sending") return;
    this.#host.dispatchEvent(new KeyholeEvaluationVoteEvent(callId, metricId, vote));
    // A vote marks the evaluation as reviewed.
    void this.#store.poll();
  }

  #undo = (metricId: number): void => {
    this.#votes.undo(metricId);
    this.#host.say(this.#host.text("vote.undone"));
  };

  #flush = (): void => this.#votes.flush();

  #hidden = (): void => {
    const isHidden = document.visibilityState === "hidden";
    this.#poll.pause(isHidden);
    if (isHidden) this.#flush();
  };

  /** Moves focus from a button that is gone, such as Undo, to the vote beside it. */
  #keepFocus(): void {
    const { activeElement } = this.element.getRootNode() as ShadowRoot;
    const voted = activeElement?.closest(".metric")?.getAttribute("data-id");
    if (voted) this.#focused = voted;
    else if (activeElement) this.#focused = null;
    else if (this.#focused)
      this.element
        .querySelector<HTMLElement>(
          `[data-id="${this.#focused}"] [aria-pressed="true"], [data-id="${this.#focused}"] .vote`,
        )
        ?.focus();
  }
}

/** What has failed comes first, and the others keep their order. */
function failedFirst(metrics: readonly EvaluationMetric[]): readonly EvaluationMetric[] {
  return [...metrics].sort((one, other) => Number(other.passed === false) - Number(one.passed === false));
}

function marksOf(metrics: readonly EvaluationMetric[]): Mark[] {
  const failed = metrics.filter(({ passed }) => passed === false);
  const marks = failed.flatMap(({ name, atMs }) => atMs.map((each): Mark => ({ name, atMs: each })));
  return marks.sort((one, other) => one.atMs - other.atMs);
}
