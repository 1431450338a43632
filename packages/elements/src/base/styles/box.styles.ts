import { css } from "lit";

/** The box around everything. Nothing essential is on `:host`, which a page can unset. */
export const box = css`
  :host {
    display: block;
    min-inline-size: 0;
  }
  :host([hidden]) {
    display: none;
  }
  .box {
    /* The box inherits only colour scheme, visibility and direction from the page. */
    all: initial;
    visibility: inherit;
    container: keyhole / inline-size;
    contain-intrinsic-inline-size: 640px;
    display: flex;
    flex-direction: column;
    overflow: clip;
    position: relative;
    max-block-size: var(--_block-size);
    border: var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    font: var(--_font-weight) var(--_font-size) / var(--_line-height) var(--_font-family);
    text-align: start;
    overflow-wrap: anywhere;
  }
  .box,
  .box *,
  .box *::before {
    box-sizing: border-box;
  }
  h2,
  p {
    margin: 0;
    font: inherit;
  }
  b {
    font-weight: var(--_font-weight-strong);
  }
  button {
    all: unset;
    cursor: pointer;
  }
  :focus-visible {
    outline: var(--_focus);
    outline-offset: var(--_focus-offset);
  }
  svg {
    inline-size: 1.25em;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .body {
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    min-block-size: 0;
    outline: none;
  }
  .toolbar {
    min-block-size: calc(var(--_control) + 16px * var(--_density) + 1px);
  }
  .body > * {
    grid-area: 1 / 1;
  }
  .list {
    overflow: hidden auto;
    overflow-anchor: none;
    scrollbar-width: thin;
  }
  .sizer {
    /* Not the list: WebKit restores no place of a scroller that is a container. */
    container-type: inline-size;
    position: relative;
  }
  .button {
    display: inline-grid;
    place-content: center;
    min-block-size: var(--_control);
    padding: 4px 16px;
    border: var(--_border-width) solid var(--_control-border);
    border-radius: var(--_radius-control);
    background: var(--_surface);
    font-weight: var(--_font-weight-strong);
  }
  .button:hover {
    background: var(--_subtle);
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  @keyframes fade {
    50% {
      opacity: 0.4;
    }
  }
  @media (prefers-reduced-motion) {
    .box *,
    .box *::before {
      animation: none !important;
    }
  }
`;
