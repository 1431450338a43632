import { css } from "lit";

/** The evaluation of a call: its verdict, its metrics, and the marks on lanes and transcript. */
export const evaluationStyles = css`
  .evaluation {
    min-block-size: calc(1em * var(--_line-height));
  }
  .evaluation-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 10px;
  }
  .about summary.evaluation-head {
    inline-size: auto;
  }
  summary.evaluation-head::after {
    content: "";
    inline-size: 7px;
    block-size: 7px;
    margin-inline: 4px;
    border: solid var(--_muted);
    border-width: 0 1.5px 1.5px 0;
    rotate: 45deg;
  }
  [open] > summary.evaluation-head::after {
    rotate: 225deg;
  }
  .evaluation-reason {
    font-weight: var(--_font-weight);
  }
  .reviewed,
  .vote-state {
    color: var(--_muted);
    font-size: var(--_font-size-small);
    font-weight: var(--_font-weight);
  }
  .metrics {
    margin: 8px 0;
    padding: 0;
    list-style: none;
  }
  .metric {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 12px;
    padding-block: 4px;
    border-block-start: var(--_line);
  }
  .metric-name {
    flex: 1 1 10em;
    font-weight: var(--_font-weight-strong);
  }
  .metric-result {
    flex: 0 1 9em;
    font-variant-numeric: tabular-nums;
  }
  .ballot {
    display: flex;
  }
  .vote[aria-pressed="true"] {
    background: var(--_selected);
    color: var(--_accent);
  }
  .down > svg {
    scale: 1 -1;
  }
  .vote-state,
  .explanation,
  .metric-times {
    flex-basis: 100%;
  }
  .explanation {
    max-inline-size: 100%;
  }
  .vote-state {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 10px;
  }
  .metric-times {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 14px;
  }
  .turn-marks {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 12px;
  }
  .turn-mark {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    color: var(--_failed);
    font-size: var(--_font-size-small);
    font-weight: var(--_font-weight-strong);
  }
  .turn-mark > svg {
    flex: none;
  }
  button.turn-mark:hover > span {
    text-decoration: underline;
  }
  .marks {
    position: absolute;
    inset: 0;
    pointer-events: none;
  }
  .mark {
    position: absolute;
    inset-block: 0;
    inline-size: 24px;
    color: var(--_failed);
    pointer-events: auto;
  }
  .mark::before {
    content: "";
    position: absolute;
    inset: 0 auto 0 5px;
    border-inline-start: 2px solid;
  }
  .mark > svg {
    position: absolute;
    inset: 2px auto auto 0;
    fill: var(--_failed);
  }
`;
