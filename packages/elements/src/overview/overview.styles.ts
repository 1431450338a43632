import { css } from "lit";

/** Controls, charts and tables of an overview. */
export const overviewStyles = css`
  .overview {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    min-inline-size: 0;
    align-content: start;
  }
  .overview .toolbar {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: calc(8px * var(--_density)) 12px;
    padding: calc(8px * var(--_density)) var(--_space);
    border-block-end: var(--_line);
  }
  .presets {
    display: flex;
    flex-wrap: wrap;
    min-inline-size: 0;
  }
  .choice {
    display: inline-grid;
    place-content: center;
    box-sizing: border-box;
    min-block-size: var(--_control);
    min-inline-size: 0;
    padding: 0 12px;
    border: var(--_border-width) solid var(--_control-border);
    background: var(--_surface);
    text-align: center;
  }
  .choice + .choice {
    margin-inline-start: calc(-1 * var(--_border-width));
  }
  .choice:first-child,
  .single {
    border-start-start-radius: var(--_radius-control);
    border-end-start-radius: var(--_radius-control);
  }
  .choice:last-child {
    border-start-end-radius: var(--_radius-control);
    border-end-end-radius: var(--_radius-control);
  }
  .single {
    margin-inline-start: auto;
  }
  .choice:hover {
    background: var(--_subtle);
  }
  .choice[aria-pressed="true"] {
    position: relative;
    border-color: var(--_accent);
    background: color-mix(in srgb, var(--_accent) 10%, var(--_surface));
    font-weight: var(--_font-weight-strong);
  }
  .overview .field {
    display: flex;
    align-items: center;
    gap: 8px;
    position: relative;
    min-inline-size: 0;
  }
  .overview .field-label {
    color: var(--_muted);
    font-size: var(--_font-size-small);
  }
  .overview .field > input,
  .overview .field > select {
    box-sizing: border-box;
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
  }
  .overview .field > select {
    max-inline-size: 190px;
    padding-inline-end: 28px;
    text-overflow: ellipsis;
  }
  .overview .notice .icon {
    display: grid;
    place-content: center;
    inline-size: 40px;
    block-size: 40px;
    border-radius: 50%;
    background: var(--_subtle);
    color: var(--_muted);
  }
  .overview .notice h2 {
    font-size: var(--_font-size-heading);
    font-weight: var(--_font-weight-strong);
  }
  .charts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(260px, 100%), 1fr));
    gap: calc(var(--_space) * 1.5);
    padding: var(--_space);
  }
  .overview[aria-busy="true"] > .charts:not(.waiting),
  .overview[aria-busy="true"] > .tables {
    opacity: 0.6;
  }
  .waiting i {
    display: block;
    block-size: 180px;
    border-radius: var(--_radius-control);
    background: var(--_subtle);
    animation: fade var(--_duration) infinite;
  }
  .tables {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(320px, 100%), 1fr));
    align-items: start;
    gap: var(--_space);
    padding: var(--_space);
  }
  .scroller {
    max-block-size: 420px;
    overflow: auto;
    scrollbar-width: thin;
    position: relative;
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  caption {
    padding-block-end: 6px;
    color: var(--_muted);
    text-align: start;
  }
  th,
  td {
    padding: calc(5px * var(--_density)) 8px;
    border-block-end: var(--_line);
    font-weight: inherit;
    text-align: end;
    white-space: nowrap;
  }
  th:first-child {
    padding-inline-start: 0;
    text-align: start;
  }
  thead th {
    position: sticky;
    inset-block-start: 0;
    background: var(--_surface);
    color: var(--_muted);
    font-size: var(--_font-size-small);
    vertical-align: bottom;
    white-space: normal;
    overflow-wrap: normal;
  }
  .note {
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
    padding: 0 var(--_space) var(--_space);
    color: var(--_muted);
    font-size: var(--_font-size-small);
  }
  @container keyhole (inline-size < 560px) {
    .overview .toolbar {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(140px, 100%), 1fr));
    }
    .presets {
      grid-column: 1 / -1;
    }
    .presets > .choice {
      flex: 1 1 auto;
      padding-inline: 4px;
    }
    .overview .field {
      display: grid;
      gap: 3px;
    }
    .overview .field > select {
      max-inline-size: none;
    }
    .single {
      margin: 0;
    }
    th,
    td,
    thead th {
      padding-inline: 3px;
      overflow-wrap: anywhere;
      font-size: var(--_font-size-small);
      white-space: normal;
      hyphens: auto;
    }
    td:last-child {
      padding-inline-end: 0;
    }
  }
  @media (pointer: coarse) {
    .overview .field > input,
    .overview .field > select {
      /* Below, phones zoom in. */
      font-size: max(16px, 1em);
    }
  }
  @media print {
    .overview .toolbar {
      display: none;
    }
  }
`;
