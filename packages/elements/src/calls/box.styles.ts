import { css } from "lit";

/** The frame, and what all states share. Nothing that matters is on `:host`, which a page can unset. */
export const box = css`
  :host {
    display: block;
    min-inline-size: 0;
  }
  :host([hidden]) {
    display: none;
  }
  .box {
    /* Of all that a page hands down, colour scheme, visibility and direction come in. */
    all: initial;
    color-scheme: inherit;
    visibility: inherit;
    container: keyhole / inline-size;
    contain-intrinsic-inline-size: 640px;
    display: flex;
    flex-direction: column;
    overflow: clip;
    position: relative;
    max-block-size: var(--_block-size);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    font: var(--_size) / 1.45 var(--_font);
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
  button {
    all: unset;
    cursor: pointer;
  }
  :focus-visible {
    outline: var(--_focus);
    outline-offset: -3px;
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
    min-block-size: 49px;
  }
  .body > * {
    grid-area: 1 / 1;
  }
  .list {
    container-type: inline-size;
    overflow: hidden auto;
    overflow-anchor: none;
    scrollbar-width: thin;
  }
  .sizer {
    position: relative;
  }
  .rows {
    /* Absolute as soon as not all of them are rendered. */
    inset-inline: 0;
  }
  .more {
    display: grid;
    justify-items: center;
  }
  .more > * {
    margin: var(--_space);
  }
  .spinner {
    inline-size: 18px;
    block-size: 18px;
    border: 2px solid var(--_border);
    border-block-start-color: var(--_accent);
    border-radius: 50%;
    animation: turn 0.8s linear infinite;
  }
  .button {
    padding: 7px 16px;
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 2 / 3);
    background: var(--_surface);
    font-weight: 550;
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
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  @keyframes fade {
    50% {
      opacity: 0.4;
    }
  }
  @media (prefers-reduced-motion) {
    .box *,
    .box *::before {
      animation: none;
    }
  }
`;
