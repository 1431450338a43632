import { css } from "lit";

/** The owner's page. Rows of its tables become cards where it is narrow. */
export const adminStyles = css`
  .admin {
    min-block-size: 100vh;
    border: 0;
    border-radius: 0;
    overflow: visible;
  }
  h1,
  h3,
  h4 {
    margin: 0;
    font: inherit;
    font-weight: var(--_font-weight-strong);
  }
  h1 {
    font-size: 1.25em;
  }
  .admin h2 {
    font-size: 1.25em;
    font-weight: var(--_font-weight-strong);
  }
  .admin .chart-title {
    font-size: var(--_font-size-small);
    font-weight: 400;
  }
  .admin .chart-value {
    white-space: normal;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 20px;
    padding: 10px 20px;
    border-block-end: var(--_line);
  }
  .bar > nav {
    display: flex;
    flex-wrap: wrap;
    flex: 1;
    gap: 4px;
  }
  .tab {
    min-block-size: var(--_control);
    padding: 0 12px;
    border-radius: var(--_radius-control);
  }
  .tab:hover {
    background: var(--_subtle);
  }
  .tab[aria-current] {
    background: color-mix(in srgb, var(--_accent) 10%, var(--_surface));
    box-shadow: inset 0 -2px var(--_accent);
    font-weight: var(--_font-weight-strong);
  }
  .content {
    padding: 20px;
  }
  .content > section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    justify-items: start;
    gap: 16px;
  }
  .content > section > * {
    max-inline-size: 100%;
  }
  .content > section > :is(.table, .card, .charts, .failure, .empty) {
    justify-self: stretch;
  }
  .sign-in {
    display: grid;
    align-content: center;
    gap: 16px;
    inline-size: min(440px, 100%);
    min-block-size: 80vh;
    margin: auto;
    padding: 20px;
  }
  .form {
    display: grid;
    gap: 12px;
  }
  .filters {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 10px 12px;
    margin: 0;
  }
  .field {
    display: grid;
    gap: 3px;
    min-inline-size: 0;
    max-inline-size: 100%;
  }
  .field-label {
    color: var(--_muted);
    font-size: var(--_font-size-small);
  }
  .field > :is(input, select) {
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
  }
  .field > select {
    padding-inline-end: 28px;
    text-overflow: ellipsis;
  }
  .check {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 24px;
  }
  .check > input {
    inline-size: 24px;
    block-size: 24px;
    margin: 0;
    accent-color: var(--_accent);
  }
  .main {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_surface);
  }
  .main:hover {
    background: color-mix(in srgb, var(--_accent) 88%, var(--_text));
  }
  .button:disabled {
    border-color: var(--_border);
    background: var(--_subtle);
    color: var(--_muted);
    cursor: default;
  }
  .button[aria-pressed="true"] {
    border-color: var(--_accent);
    background: color-mix(in srgb, var(--_accent) 10%, var(--_surface));
  }
  .danger {
    border-color: var(--_danger);
    color: var(--_danger);
  }
  .link {
    color: var(--_link);
    white-space: nowrap;
    text-decoration: underline;
  }
  :focus-visible {
    outline-offset: 2px;
  }
  h2:focus {
    outline: none;
  }
  .small {
    color: var(--_muted);
    font-size: var(--_font-size-small);
  }
  .table .small {
    display: block;
  }
  code {
    font-family: var(--_font-family-mono);
    font-size: 0.92em;
    overflow-wrap: anywhere;
    unicode-bidi: isolate;
    direction: ltr;
  }
  .refused {
    color: var(--_danger);
    font-weight: var(--_font-weight-strong);
  }
  .failure,
  .empty,
  .done {
    padding: 12px 16px;
    border: var(--_line);
    border-radius: var(--_radius-control);
  }
  .failure {
    display: grid;
    justify-items: start;
    gap: 6px;
    border-color: var(--_danger);
    background: color-mix(in srgb, var(--_danger) 8%, var(--_surface));
  }
  .failure .small {
    color: inherit;
  }
  .done {
    margin-block-end: 16px;
    border-color: var(--_active);
  }
  .told {
    color: var(--_muted);
  }
  .told.done {
    color: inherit;
  }
  .status {
    padding: 1px 9px;
    border: 1px solid;
    border-radius: 99px;
    color: var(--_active);
    font-size: var(--_font-size-small);
    font-weight: var(--_font-weight-strong);
  }
  .status.off {
    color: var(--_danger);
  }
  .card {
    display: grid;
    gap: 10px;
    min-inline-size: 0;
    padding: 12px 16px;
    border: var(--_line);
    border-radius: var(--_radius);
  }
  .card-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
  }
  .card-head > :is(h3, h4) {
    font-size: 1.05em;
  }
  .card-head > .button:first-of-type {
    margin-inline-start: auto;
  }
  summary {
    cursor: pointer;
  }
  .charts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(320px, 100%), 1fr));
    gap: 24px;
  }
  .charts > * {
    min-inline-size: 0;
  }
  .measure {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 10px;
    overflow-wrap: normal;
    font-variant-numeric: tabular-nums;
  }
  meter {
    flex: 0 1 160px;
    min-inline-size: 40px;
    block-size: 12px;
  }
  .table {
    inline-size: 100%;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: 7px 10px;
    border-block-end: var(--_line);
    font-weight: inherit;
    text-align: start;
    vertical-align: top;
  }
  th {
    color: var(--_muted);
    font-size: var(--_font-size-small);
    overflow-wrap: normal;
  }
  :is(th, td):first-child {
    padding-inline-start: 0;
  }
  td > .label {
    display: none;
  }
  .cell {
    overflow-wrap: break-word;
  }
  .dialog {
    max-inline-size: min(520px, calc(100vw - 32px));
    padding: 20px;
    border: var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
  }
  .dialog > p {
    margin-block: 10px 18px;
  }
  .dialog::backdrop {
    background: #0008;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: 8px;
  }
  @container keyhole (inline-size < 900px) {
    .table,
    .table tbody,
    .table tr {
      display: block;
    }
    .table thead {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .table tr {
      padding-block: 10px;
      border-block-end: var(--_line);
    }
    .table td {
      display: grid;
      grid-template-columns: minmax(80px, 28%) minmax(0, 1fr);
      gap: 10px;
      padding: 3px 0;
      border: 0;
    }
    td > .label {
      display: block;
      color: var(--_muted);
      font-size: var(--_font-size-small);
    }
  }
  @container keyhole (inline-size < 700px) {
    .bar > nav {
      order: 1;
      flex-basis: 100%;
    }
    .bar > .button {
      margin-inline-start: auto;
    }
  }
  @container keyhole (inline-size < 480px) {
    .filters {
      inline-size: 100%;
    }
    .filters > * {
      flex: 1 1 120px;
    }
    .filters > :has([type="datetime-local"]) {
      flex-basis: 100%;
    }
    .bar,
    .content {
      padding-inline: 14px;
    }
    .cell {
      overflow-wrap: anywhere;
    }
  }
  @media (pointer: coarse) {
    .field > :is(input, select) {
      /* Below, phones zoom in. */
      font-size: max(16px, 1em);
    }
  }
  @media (forced-colors: active) {
    .tab[aria-current] {
      border: 2px solid;
    }
    .button:disabled {
      color: GrayText;
    }
  }
`;
