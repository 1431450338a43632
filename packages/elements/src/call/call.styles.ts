import { css } from "lit";

/** A call: in front of a narrow list, beside a wide one, or alone. */
export const callStyles = css`
  .active::before {
    animation: fade var(--_duration) infinite;
  }
  .details {
    --_bar: calc(2.8em + 14px);
    display: flex;
    flex-direction: column;
    position: relative;
    overflow: hidden auto;
    scrollbar-width: thin;
    scroll-padding-block: 64px 120px;
    overflow-anchor: none;
    background: var(--_surface);
  }
  .details:focus-visible {
    outline: none;
  }
  .details:focus-visible > .details-header {
    outline: var(--_focus);
    outline-offset: var(--_focus-offset);
  }
  .details > * {
    flex: none;
  }
  h3 {
    margin: 0;
    font: inherit;
  }
  h3,
  .live,
  .about summary,
  .severity-name,
  .stage,
  .pill,
  .lane-name {
    font-weight: var(--_font-weight-strong);
  }
  .live,
  dt,
  .severity-name,
  .count,
  .recognised,
  .at,
  .stage,
  .lane-name {
    font-size: var(--_font-size-small);
  }
  .close,
  .facts,
  dt,
  .quiet,
  .severity,
  .at,
  .debug > .severity-name,
  .count,
  .tool-button,
  .by-tool .speaker,
  .recognised,
  .actions > button,
  .stage,
  .time > span {
    color: var(--_muted);
  }
  .close,
  .tool-button,
  .play,
  .actions > button {
    flex: none;
    display: grid;
    place-items: center;
    min-inline-size: var(--_control);
    min-block-size: var(--_control);
    border-radius: var(--_radius-control);
    cursor: pointer;
  }
  .details-header {
    display: flex;
    align-items: center;
    gap: 12px;
    position: sticky;
    inset-block-start: 0;
    z-index: 3;
    min-block-size: var(--_bar);
    padding: 7px var(--_space);
    border-block-end: var(--_line);
    background: var(--_surface);
  }
  .close {
    margin-inline-start: -8px;
  }
  .close:hover,
  .tool-button:hover,
  .actions > button:hover,
  .menu-items > button:hover {
    background: var(--_subtle);
    color: var(--_text);
  }
  /* Two arrows, with only the first in view: :dir() ignores a direction that styles set. */
  .back {
    inline-size: 1.25em;
    overflow: clip;
  }
  .back > svg {
    display: block;
    inline-size: 2.5em;
  }
  .cross {
    display: none;
  }
  .live {
    color: var(--_active);
  }
  /* Low: the transcript is what a call is opened for. */
  .about {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px var(--_space);
    padding: calc(var(--_pad) * 0.5) var(--_space);
  }
  .about > [open],
  .about > :not(p, details) {
    flex-basis: 100%;
  }
  .facts {
    flex: auto;
    min-inline-size: 0;
  }
  .facts > bdi {
    display: inline-block;
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    vertical-align: bottom;
    white-space: nowrap;
  }
  .details-header > h2 {
    flex: 1;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    overflow: hidden;
    font-size: var(--_font-size-heading);
    font-weight: var(--_font-weight-strong);
    line-height: 1.25;
    unicode-bidi: isolate;
  }
  .fields > .summary {
    margin-block: 4px 10px;
  }
  .summary,
  .said {
    inline-size: fit-content;
    max-inline-size: 76ch;
    white-space: pre-line;
    unicode-bidi: isolate;
  }
  dl,
  dd,
  ol {
    margin: 0;
    padding: 0;
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(15em, 1fr));
    gap: 4px var(--_space);
  }
  dl > div {
    display: grid;
    grid-template-columns: fit-content(60%) 1fr;
  }
  dt {
    min-inline-size: 92px;
    padding-inline-end: 8px;
    box-sizing: border-box;
  }
  dl > :last-child {
    grid-column: 1 / -1;
  }
  dd,
  .at,
  .count,
  .time {
    font-variant-numeric: tabular-nums;
  }
  dd,
  .lines {
    display: grid;
    gap: 6px;
  }
  .lines > i:last-child {
    inline-size: 45%;
  }
  .open,
  .alone {
    min-block-size: min(360px, var(--_block-size));
  }
  .alone > .notice {
    align-content: center;
  }
  .open > .list {
    visibility: hidden;
  }
  .about summary,
  .tool > summary {
    inline-size: fit-content;
    padding-block: 2px;
    cursor: pointer;
  }
  select,
  .search > input {
    min-block-size: var(--_control);
    padding-inline-start: 8px;
    border: var(--_border-width) solid var(--_control-border);
    border-radius: var(--_radius-control);
    background: var(--_surface);
    color: inherit;
    font: inherit;
  }
  @media (pointer: coarse) {
    select,
    .search > input {
      font-size: max(16px, 1em);
    }
  }
  @container keyhole (inline-size >= 720px) {
    .open {
      grid-template-columns: minmax(300px, 42%) minmax(0, 1fr);
      block-size: var(--_block-size);
    }
    .open > .list {
      visibility: inherit;
    }
    .open > .details {
      grid-column: 2;
      border-inline-start: var(--_line);
    }
    .close {
      order: 1;
      margin-inline: 0 -8px;
    }
    .back {
      display: none;
    }
    .cross {
      display: block;
    }
  }
`;
