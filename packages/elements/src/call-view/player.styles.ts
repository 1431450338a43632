/** The recording's controls, below everything and always in view. Left is the past in any language. */
export const playerStyles = `
  .player {
    position: sticky;
    inset-block-end: 0;
    z-index: 3;
    margin-block-start: auto;
    border-block-start: 1px solid var(--_border);
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
    font-size: 0.79em;
    font-weight: 600;
    /* Its end says that the colours have changed, with the page's scheme. */
    transition: color 1ms;
  }
  .lane-name.by-user {
    color: var(--_user);
  }
  .lanes {
    position: relative;
    block-size: 14px;
    overflow: clip;
    border-radius: 6px;
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
    border-radius: 6px;
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
    align-items: center;
    gap: 6px;
    direction: ltr;
    padding: 6px var(--_space) 8px;
  }
  .controls > .tool-button {
    min-inline-size: 34px;
    min-block-size: 34px;
  }
  .play {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 40px;
    block-size: 40px;
    border-radius: 50%;
    background: var(--_accent);
    color: var(--_surface);
  }
  .play:hover {
    filter: brightness(1.1);
  }
  .play:focus-visible {
    outline-offset: 2px;
  }
  .waiting-data {
    animation: fade 1.2s infinite;
  }
  .solid {
    fill: currentColor;
    stroke: none;
  }
  .time {
    flex: 1;
    padding-inline: 6px;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .time > span {
    color: var(--_muted);
  }
  .volume {
    inline-size: 72px;
    accent-color: var(--_accent);
  }
  @container keyhole (inline-size < 420px) {
    .volume,
    .tools > h3 {
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
