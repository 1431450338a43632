import type { EvaluationMetric } from "@keyhole/contract";
import { html, nothing, type TemplateResult } from "lit";
import { clockTime } from "../../base/clock-time.ts";
import { renderVerdict } from "../../base/render-verdict.ts";
import type { CallHost } from "../model/call-host.ts";
import type { Vote } from "./vote-store.ts";

/** What a viewer may do with one metric. */
export interface Ballot {
  vote: Vote | null;
  cast: (vote: Vote["vote"]) => void;
  undo: () => void;
  retry: () => void;
}

export interface MetricProps {
  host: Pick<CallHost, "text" | "formats">;
  metric: EvaluationMetric;
  /** Plays the recording from a time; null without a recording to hear. */
  play: ((atMs: number) => void) | null;
  /** Null for a viewer who may not vote. */
  ballot: Ballot | null;
}

const THUMB = "M8 11v9H4v-9h4Zm0 0 4-8c1.5 0 2.5 1 2.5 2.500L14 9h5a2 2 0 0 1 2 2.300l-1 7A2 2 0 0 1 18 20H8";

/** One metric: its name, its result on its own scale, why, when, and the viewer's vote. */
export function renderMetric(props: MetricProps): TemplateResult {
  const { id, name, explanation } = props.metric;
  return html`<li class="metric" part="metric" data-id=${id ?? nothing}>
    <span class="metric-name" part="metric-name" dir="auto" lang="">${name}</span>
    <span class="metric-result" part="metric-result">${renderResult(props)}</span>
    ${renderBallot(props)}
    ${explanation.map((words) => html`<p class="said explanation" part="explanation" dir="auto" lang="">${words}</p>`)}
    ${renderTimes(props)}
  </li>`;
}

/** Never a percentage, and never a judgement of a number: scales differ, and for some metrics less is better. */
function renderResult({ host: { text, formats }, metric }: MetricProps): unknown {
  const { passed, number, label } = metric;
  const verdict = passed === null ? null : passed ? "passed" : "failed";
  const value = number === null ? label : number.toLocaleString(formats.locale, { maximumFractionDigits: 3 });
  if (verdict) return renderVerdict(verdict, text(`verdict.${verdict}`));
  return value === null ? text("metric.none") : html`<bdi part="metric-value" lang="">${value}</bdi>`;
}

function renderTimes({ host: { text, formats }, metric, play }: MetricProps): unknown {
  if (metric.atMs.length === 0) return nothing;
  return html`<span class="metric-times" part="metric-times">${metric.atMs.map((atMs) => {
    const time = clockTime(atMs, formats.locale);
    return play
      ? html`<button class="at" part="metric-time" aria-label=${text("turn.play", { time })} @click=${() => play(atMs)}>${time}</button>`
      : html`<span class="at" part="metric-time">${time}</span>`;
  })}</span>`;
}

function renderBallot({ host: { text }, metric: { name }, ballot }: MetricProps): unknown {
  if (!ballot) return nothing;
  const { vote, cast, undo, retry } = ballot;
  const button = (each: Vote["vote"]) => {
    const words = text(`vote.${each}`, { name });
    return html`<button class="tool-button vote ${each}" part="vote ${each}" aria-label=${words} title=${words} aria-pressed=${vote?.vote === each} @click=${() => cast(each)}>
      <svg viewBox="0 0 24 24" aria-hidden="true"><path d=${THUMB} /></svg>
    </button>`;
  };
  return html`<span class="ballot" part="ballot">${button("up")}${button("down")}</span>
    ${vote ? html`<span class="vote-state" part="vote-state"><span part="vote-words">${wordsOf(vote, text)}</span> ${renderNext(vote)}</span>` : nothing}`;

  function renderNext({ phase }: Vote): unknown {
    if (phase === "waiting")
      return html`<button class="button" part="vote-undo" @click=${undo}>${text("vote.undo")}</button>`;
    return phase === "failed"
      ? html`<button class="button" part="vote-retry" @click=${retry}>${text("retry")}</button>`
      : nothing;
  }
}

function wordsOf({ phase, failure }: Vote, text: CallHost["text"]): string {
  const code = failure?.kind === "problem" ? failure.problem.code : null;
  return text(code === "upstream_key_rejected" ? "vote.refused" : `vote.${phase}`);
}
