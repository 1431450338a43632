import { css } from "lit";

/** The player sticks to the end of the call. Its time runs from left to right in every language. */
export const playerStyles = css`
  .player {
    position: sticky;
    inset-block-end: 0;
    z-index: 3;
    margin-block-start: auto;
    border-block-start: var(--_line);
    background: var(--_surface);
  }
  .player > .quiet {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    padding: 10px var(--_space);
  }
  .player > .strip {
    border: none;
  }
  .track {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    direction: ltr;
    padding: 8px var(--_space) 0;
  }
  .with-lanes {
    grid-template: 22px 22px / max-content minmax(0, 1fr);
    gap: 0 10px;
  }
  .lane-name {
    grid-column: 1;
    align-self: center;
    color: var(--_agent);
    /* The end of this transition tells the player to redraw in other colors. */
    transition: color 1ms;
  }
  .lane-name.by-user {
    color: var(--_caller);
  }
  .lanes {
    position: relative;
    block-size: 24px;
    overflow: clip;
    border-radius: var(--_radius-control);
    background: var(--_subtle);
  }
  .with-lanes > .lanes {
    grid-area: 1 / 2 / 3 / 3;
    block-size: 44px;
  }
  .lanes > canvas {
    display: block;
    inline-size: 100%;
    block-size: 100%;
  }
  .played {
    position: absolute;
    inset: 0 auto 0 0;
    inline-size: 0;
    border-inline-end: 2px solid var(--_text);
    background: color-mix(in srgb, var(--_text) 9%, transparent);
    pointer-events: none;
  }
  .seek {
    appearance: none;
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    border-radius: var(--_radius-control);
    background: none;
    cursor: pointer;
  }
  .seek::-webkit-slider-thumb {
    appearance: none;
    inline-size: 1px;
    block-size: 44px;
    background: none;
  }
  .seek::-moz-range-thumb {
    inline-size: 1px;
    block-size: 44px;
    border: none;
    background: none;
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
    direction: ltr;
    padding: 6px calc(var(--_space) - 8px) 8px;
  }
  .play {
    inline-size: calc(var(--_control) + 6px);
    block-size: calc(var(--_control) + 6px);
    border-radius: 50%;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .play:hover {
    filter: brightness(1.1);
  }
  .play:focus-visible {
    outline-offset: 2px;
  }
  .waiting-data {
    animation: fade var(--_duration) infinite;
  }
  .solid {
    fill: currentColor;
    stroke: none;
  }
  .time {
    flex: 1;
    white-space: nowrap;
  }
  .volume {
    inline-size: 72px;
    margin: 0 8px 0 0;
    block-size: 24px;
    accent-color: var(--_accent);
  }
  @container keyhole (inline-size < 420px) {
    .live,
    .volume,
    .tools > h3:not(:only-child) {
      display: none;
    }
    .controls {
      gap: 2px;
    }
  }
  @container keyhole (inline-size < 370px) {
    .time > span {
      display: none;
    }
  }
`;
