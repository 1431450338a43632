import { css } from "lit";

/** The pill over the list, and the refresh button. */
export const newCallsStyles = css`
  .body > .pill-place {
    z-index: 1;
    justify-self: center;
    align-self: start;
    pointer-events: none;
  }
  .body > .pill-place .pill {
    display: flex;
    align-items: center;
    gap: 6px;
    margin: 10px;
    padding: 6px 14px 6px 10px;
    border-radius: 99px;
    background: var(--_accent);
    color: var(--_surface);
    font-size: 0.93em;
    font-weight: 600;
    box-shadow: 0 2px 10px rgb(0 0 0 / 0.25);
    pointer-events: auto;
    animation: drop 0.2s;
  }
  .body > .pill-place .pill:hover {
    background: color-mix(in srgb, var(--_accent) 88%, var(--_text));
  }
  .body > .pill-place .pill:focus-visible {
    outline-offset: 2px;
  }
  .tool-button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-inline-size: 36px;
    min-block-size: 36px;
    border-radius: calc(var(--_radius) * 2 / 3);
    color: var(--_muted);
  }
  .tool-button:hover {
    background: var(--_subtle);
    color: var(--_text);
  }
  .busy svg {
    animation: turn 0.8s linear infinite;
  }
  @keyframes drop {
    from {
      opacity: 0;
      translate: 0 -8px;
    }
  }
  @media (prefers-reduced-motion) {
    .body > .pill-place .pill,
    .busy svg {
      animation: none;
    }
  }
  @media (forced-colors: active) {
    .body > .pill-place .pill {
      border: 1px solid;
    }
  }
`;
