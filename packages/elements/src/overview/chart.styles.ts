import { css } from "lit";

/** One chart: its name, its figure, its drawing. */
export const chartStyles = css`
  .chart {
    min-inline-size: 0;
  }
  .chart-title {
    margin: 0;
    color: var(--_muted);
    font: inherit;
    font-size: var(--_font-size-small);
  }
  .chart-value {
    font-size: 1.4em;
    font-weight: var(--_font-weight-strong);
    font-variant-numeric: tabular-nums;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .plot {
    position: relative;
    margin-block-start: 1.5em;
    color: var(--_accent);
    touch-action: pan-y;
  }
  .plot > svg {
    display: block;
    inline-size: 100%;
    block-size: 120px;
    overflow: visible;
    stroke-width: 2;
  }
  .plot path {
    fill: none;
    stroke: none;
    vector-effect: non-scaling-stroke;
  }
  .plot .grid {
    stroke: var(--_border);
    stroke-width: 1;
  }
  .plot .bars {
    fill: currentColor;
  }
  .plot .band {
    fill: currentColor;
    opacity: 0.14;
  }
  .plot .line {
    stroke: currentColor;
  }
  .plot .dots {
    stroke: currentColor;
    stroke-width: 6;
  }
  .max {
    position: absolute;
    inset-block-end: 100%;
    inset-inline-start: 0;
    color: var(--_muted);
    font-size: var(--_font-size-small);
  }
  .axis {
    display: flex;
    justify-content: space-between;
    gap: 8px;
    margin-block-start: 4px;
    color: var(--_muted);
    font-size: var(--_font-size-small);
  }
`;
