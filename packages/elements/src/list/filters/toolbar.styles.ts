import { css } from "lit";

/** The toolbar: one line in a wide list, a button with a panel in a narrow one, and the filters in use. */
export const toolbarStyles = css`
  .toolbar {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    align-items: flex-start;
    gap: calc(8px * var(--_density)) 8px;
    padding: calc(8px * var(--_density)) var(--_space);
    border-block-end: var(--_line);
  }
  .toolbar[hidden],
  .toolbar-end:empty {
    display: none;
  }
  .toolbar svg {
    flex: none;
    inline-size: 18px;
    block-size: 18px;
  }
  /* Also where the styles of a call are there, which have tool buttons too. */
  .toolbar .tool-button {
    display: inline-flex;
    min-inline-size: var(--_control);
    min-block-size: var(--_control);
  }
  .toolbar :focus-visible {
    outline-offset: -1px;
  }
  .toolbar-end {
    display: flex;
    gap: 4px;
    margin-inline: auto -6px;
  }
  .filters {
    display: grid;
    flex: 1;
    gap: 8px;
    min-inline-size: 0;
  }
  .filter-line,
  .days {
    display: flex;
    gap: 8px;
    min-inline-size: 0;
  }
  .field {
    display: block;
    position: relative;
    min-inline-size: 0;
  }
  .field-label {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .field > input,
  .field > select {
    appearance: none;
    display: block;
    inline-size: 100%;
    min-inline-size: 0;
    block-size: var(--_control);
    margin: 0;
    padding: 0 10px;
    border: var(--_border-width) solid var(--_control-border);
    border-radius: var(--_radius-control);
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
    line-height: normal;
    text-overflow: ellipsis;
  }
  .field > select {
    padding-inline-end: 28px;
  }
  /* In a block, WebKit puts the text of a date at the top. */
  .field > [type="date"] {
    display: flex;
    align-items: center;
  }
  .field > :hover,
  .filters-button:hover {
    background: var(--_subtle);
  }
  .field > .set {
    border-color: color-mix(in srgb, var(--_accent) 55%, var(--_control-border));
    background: color-mix(in srgb, var(--_accent) 7%, var(--_surface));
  }
  .looked-for {
    flex: 1 1 120px;
    min-inline-size: 96px;
    max-inline-size: 280px;
  }
  .looked-for > svg {
    position: absolute;
    inset-block-end: calc(var(--_control) / 2 - 8px);
    inset-inline-start: 9px;
    inline-size: 16px;
    block-size: 16px;
    color: var(--_muted);
    pointer-events: none;
  }
  .looked-for > input {
    padding-inline-start: 32px;
  }
  .looked-for > input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .field.select {
    flex: 0 1 auto;
    max-inline-size: 190px;
  }
  .days > .field {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .days .field-label {
    flex: none;
    position: static;
    inline-size: auto;
    block-size: auto;
    clip-path: none;
    color: var(--_muted);
    font-size: var(--_font-size-small);
  }
  .filters-button {
    display: none;
    align-items: center;
    gap: 7px;
    min-block-size: var(--_control);
    padding-inline: 10px 12px;
    border: var(--_border-width) solid var(--_control-border);
    border-radius: var(--_radius-control);
    background: var(--_surface);
    color: var(--_text);
    white-space: nowrap;
  }
  .filters-button > svg {
    color: var(--_muted);
  }
  .filters-button[aria-expanded="true"] {
    background: var(--_subtle);
  }
  .filters-count {
    min-inline-size: 20px;
    padding-inline: 5px;
    border-radius: 99px;
    background: var(--_accent);
    color: var(--_surface);
    font-size: 0.86em;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    line-height: 20px;
    text-align: center;
  }
  .in-use {
    display: flex;
    flex-basis: 100%;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 8px;
  }
  .chips {
    display: contents;
    list-style: none;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    min-inline-size: 0;
    max-inline-size: 100%;
    padding-inline-start: 10px;
    border: 1px solid transparent;
    border-radius: 99px;
    background: color-mix(in srgb, var(--_accent) 10%, var(--_surface));
    font-size: var(--_font-size-small);
  }
  .chip > span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    unicode-bidi: isolate;
  }
  .chip > button {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 26px;
    block-size: 26px;
    border-radius: 50%;
    color: var(--_muted);
  }
  .chip > button:hover {
    background: color-mix(in srgb, var(--_accent) 16%, transparent);
    color: var(--_text);
  }
  .chip svg {
    inline-size: 15px;
    block-size: 15px;
  }
  .clear {
    padding: 3px 8px;
    border-radius: 99px;
    color: var(--_accent);
    font-size: var(--_font-size-small);
    font-weight: 550;
  }
  .clear:hover {
    text-decoration: underline;
  }
  @container keyhole (inline-size < 760px) {
    .filters-button {
      display: inline-flex;
    }
    .filters {
      display: none;
      order: 1;
      flex-basis: 100%;
      gap: 10px;
      max-block-size: max(160px, var(--_block-size) - 190px);
      padding-block: 4px;
      overflow: auto;
    }
    .filters.unfolded,
    .filter-line,
    .days {
      display: grid;
    }
    .filter-line {
      grid-template-columns: repeat(auto-fill, minmax(112px, 1fr));
      gap: 10px;
    }
    .looked-for {
      grid-column: 1 / -1;
    }
    .days {
      grid-template-columns: repeat(auto-fit, minmax(min(150px, 100%), 1fr));
      gap: 10px;
    }
    .in-use {
      order: 2;
    }
    .field.field.field {
      display: block;
      max-inline-size: none;
    }
    .filters .field-label {
      display: block;
      position: static;
      inline-size: auto;
      block-size: auto;
      margin-block-end: 3px;
      clip-path: none;
      color: var(--_muted);
      font-size: 0.86em;
    }
  }
  @container keyhole ((inline-size < 440px) or ((inline-size >= 760px) and (inline-size < 940px))) {
    .toolbar-end .tool-button {
      padding-inline: 0;
    }
    .toolbar-end .tool-button > span {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }
  @media (pointer: coarse) {
    .field > input,
    .field > select {
      font-size: max(16px, 1em);
    }
    .chip > button {
      inline-size: 32px;
      block-size: 32px;
    }
  }
  @media (forced-colors: active) {
    .field > .set,
    .chip,
    .filters-count {
      border: 1px solid Highlight;
    }
  }
  @media print {
    .toolbar {
      display: none;
    }
  }
`;
