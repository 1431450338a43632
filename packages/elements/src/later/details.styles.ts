/** One call: in front of the list where that is narrow, beside it where there is room. */
export const detailsStyles = `
  .details {
    display: flex;
    flex-direction: column;
    gap: 12px;
    position: relative;
    padding-block-end: var(--_space);
    overflow: hidden auto;
    scrollbar-width: thin;
    background: var(--_surface);
  }
  .details:focus-visible {
    outline-offset: -3px;
  }
  .details > * {
    flex: none;
    padding-inline: var(--_space);
  }
  .details-header {
    display: flex;
    align-items: center;
    gap: 12px;
    position: sticky;
    inset-block-start: 0;
    padding: calc(var(--_space) * 0.5) var(--_space);
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
  .close:hover {
    background: var(--_subtle);
    color: var(--_text);
  }
  .back:dir(rtl) {
    scale: -1 1;
  }
  .cross {
    display: none;
  }
  .details > h2 {
    font-size: 1.14em;
    font-weight: 600;
    unicode-bidi: isolate;
  }
  .summary {
    color: var(--_muted);
    white-space: pre-line;
    unicode-bidi: isolate;
  }
  dl,
  dd {
    margin: 0;
  }
  dl {
    display: grid;
    grid-template-columns: minmax(88px, max-content) minmax(0, 1fr);
    gap: 8px var(--_space);
  }
  dt {
    max-inline-size: 16ch;
    color: var(--_muted);
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
  .open {
    min-block-size: min(360px, var(--_block-size));
  }
  .open > .list {
    visibility: hidden;
  }
  @container keyhole (inline-size >= 720px) {
    .open {
      grid-template-columns: minmax(0, 1fr) minmax(300px, 40%);
    }
    .open > .list {
      visibility: inherit;
    }
    .open > .details {
      grid-column: 2;
      border-inline-start: 1px solid var(--_border);
    }
    .details-header {
      flex-direction: row-reverse;
      justify-content: space-between;
    }
    .close {
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
