import { css } from "lit";

/** The progress and the result of an export. */
export const exportProgressStyles = css`
  .export-progress {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    padding: 8px var(--_space);
    border-block-end: var(--_line);
    background: var(--_subtle);
    font-variant-numeric: tabular-nums;
  }
  .export-progress.failed {
    background: color-mix(in srgb, var(--_unjoined) 8%, var(--_surface));
  }
  .export-progress > p {
    flex: 1 1 auto;
  }
  .export-progress.failed > p {
    flex-basis: 220px;
  }
  .export-progress > progress {
    appearance: none;
    flex: 1 1 120px;
    max-inline-size: 320px;
    block-size: 6px;
    border: none;
    border-radius: 99px;
    background: var(--_border);
    overflow: clip;
  }
  progress::-webkit-progress-bar {
    background: var(--_border);
  }
  progress::-webkit-progress-value {
    border-radius: 99px;
    background: var(--_accent);
  }
  progress::-moz-progress-bar {
    background: var(--_accent);
  }
  progress:indeterminate {
    background: linear-gradient(90deg, var(--_border) 30%, var(--_accent) 50%, var(--_border) 70%) 0 0 / 300%;
    animation: slide 1.6s linear infinite;
  }
  progress:indeterminate::-webkit-progress-bar {
    background: transparent;
  }
  progress:indeterminate::-moz-progress-bar {
    background: transparent;
  }
  .small-button {
    padding: 4px 12px;
    color: inherit;
    text-decoration: none;
    border: var(--_line);
    border-radius: calc(var(--_radius) * 2 / 3);
    background: var(--_surface);
    font-size: 0.93em;
    font-weight: 550;
  }
  .small-button:hover {
    background: var(--_subtle);
  }
  @keyframes slide {
    from {
      background-position-x: 100%;
    }
    to {
      background-position-x: -50%;
    }
  }
  @container keyhole (inline-size < 480px) {
    .export-progress > progress {
      order: 1;
      flex-basis: 100%;
      max-inline-size: none;
    }
  }
  @media (prefers-reduced-motion) {
    progress:indeterminate {
      animation: none;
    }
  }
  @media (forced-colors: active) {
    .export-progress > progress {
      border: 1px solid;
      forced-color-adjust: none;
    }
  }
`;
