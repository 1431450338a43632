/** One call: in front of the list where that is narrow, beside it where there is room, or alone. */
export const callStyles = `
  .details {
    --_user: var(--keyhole-caller, light-dark(#9a4a12, #f3b27a));
    --_agent: var(--keyhole-agent, var(--_accent));
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
    outline-offset: -3px;
  }
  .details > * {
    flex: none;
  }
  h3 {
    margin: 0;
    font: inherit;
    font-weight: 600;
  }
  .details-header {
    display: flex;
    align-items: center;
    gap: 12px;
    position: sticky;
    inset-block-start: 0;
    z-index: 3;
    min-block-size: 52px;
    padding: 7px var(--_space);
    border-block-end: 1px solid var(--_border);
    background: var(--_surface);
  }
  .close {
    display: grid;
    place-items: center;
    inline-size: 36px;
    block-size: 36px;
    margin-inline-start: -8px;
    border-radius: 8px;
    color: var(--_muted);
  }
  .close:hover,
  .tool-button:hover,
  .actions > button:hover,
  .menu-items > button:hover {
    background: var(--_subtle);
    color: var(--_text);
  }
  .back:dir(rtl) {
    scale: -1 1;
  }
  .cross {
    display: none;
  }
  .live {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    color: var(--_active);
    font-size: 0.86em;
    font-weight: 600;
  }
  .live::before {
    content: "";
    border: 4px solid;
    border-radius: 50%;
    animation: fade 1.6s infinite;
  }
  .about {
    display: grid;
    gap: 12px;
    padding: var(--_space);
  }
  .details-header > h2 {
    flex: 1;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    font-size: 1.07em;
    font-weight: 600;
    line-height: 1.3;
    unicode-bidi: isolate;
  }
  .summary {
    inline-size: fit-content;
    max-inline-size: 76ch;
    color: var(--_muted);
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
    display: flex;
    flex-wrap: wrap;
    gap: 10px calc(var(--_space) * 1.5);
  }
  dt {
    color: var(--_muted);
    font-size: 0.86em;
  }
  dd {
    font-variant-numeric: tabular-nums;
    unicode-bidi: isolate;
  }
  .lines {
    display: grid;
    gap: 6px;
  }
  .lines > i:last-child {
    inline-size: 45%;
  }
  .quiet {
    color: var(--_muted);
  }
  .open,
  .alone {
    min-block-size: min(360px, var(--_block-size));
  }
  .open > .list {
    visibility: hidden;
  }
  .events > summary {
    inline-size: fit-content;
    font-weight: 550;
    cursor: pointer;
  }
  .severity {
    display: flex;
    align-items: center;
    gap: 8px;
    margin-block: 8px;
    color: var(--_muted);
  }
  .event {
    display: grid;
    grid-template-columns: 3.6em 5.4em minmax(0, 1fr);
    gap: 8px;
    padding-block: 5px;
    border-block-start: 1px solid var(--_border);
  }
  .event > .at {
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }
  .event-text {
    unicode-bidi: isolate;
  }
  .severity-name {
    font-size: 0.86em;
    font-weight: 550;
  }
  .debug > .severity-name {
    color: var(--_muted);
  }
  .warning > .severity-name {
    color: var(--_waiting);
  }
  .error > .severity-name {
    color: var(--_unjoined);
  }
  select {
    padding: 3px 4px;
    border: 1px solid var(--_border);
    border-radius: 6px;
    background: var(--_surface);
    color: inherit;
    font: inherit;
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
      border-inline-start: 1px solid var(--_border);
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
