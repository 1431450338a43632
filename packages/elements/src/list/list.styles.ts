import { css } from "lit";

/** The styles of a list beyond its first rows. */
export const listStyles = css`
  .active::before {
    animation: fade var(--_duration) infinite;
  }
  .rows {
    /* Absolute as soon as not all of them are rendered. */
    inset-inline: 0;
  }
  .row:hover {
    background: var(--_subtle);
  }
  .row.current {
    background: var(--_selected);
  }
  .current::before {
    content: "";
    position: absolute;
    inset-block: 0;
    border-inline-start: 3px solid var(--_accent);
  }
  .pinned {
    position: absolute;
    inset: 0 0 auto;
    clip-path: inset(50%);
    pointer-events: none;
  }
  .end:empty {
    display: none;
  }
  /* Below a call that it would leave too little room. */
  .row {
    flex-wrap: wrap;
  }
  .cell {
    flex-basis: 100%;
  }
  .end {
    max-inline-size: 100%;
    margin-inline-start: auto;
    padding: 0 var(--_space) calc(var(--_pad) * 0.5);
  }
  /* A call without a duration leaves the room to its status. */
  .call > :is(.waiting, .active, .unjoined) {
    max-inline-size: calc(100% - 2em);
  }
  /* One grid for all rows. RowColumns keeps columns as wide as they were for rows that are out of view. */
  @container (inline-size >= 480px) {
    .rows,
    .row {
      display: grid;
      grid-template-columns: minmax(60%, 1fr) minmax(min(var(--_column-end, 0px), 40%), max-content);
    }
    .row {
      grid-template-columns: subgrid;
      grid-column: 1 / -1;
    }
    .end {
      margin: 0;
      padding: 0;
      padding-inline-end: var(--_space);
    }
  }
  @container (inline-size >= 720px) {
    .rows {
      grid-template-columns: minmax(80%, 1fr) minmax(min(var(--_column-end, 0px), 20%), max-content);
    }
    .call {
      grid-template-columns: auto minmax(0, 1fr) max(8.4em, var(--_column-status, 0px)) max(
          9em,
          var(--_column-start, 0px)
        ) max(7.4em, var(--_column-duration, 0px));
    }
    .call > .status.status {
      inline-size: max-content;
      max-inline-size: 14em;
    }
  }
  /* A call stands in front of them. */
  @container keyhole (inline-size < 720px) {
    .open > .notice,
    .open > slot {
      visibility: hidden;
    }
  }
  .more {
    display: grid;
    justify-items: center;
  }
  .more > * {
    margin: var(--_pad);
  }
  .spinner {
    inline-size: 18px;
    block-size: 18px;
    border: 2px solid var(--_border);
    border-block-start-color: var(--_accent);
    border-radius: 50%;
    animation: turn calc(var(--_duration) / 2) linear infinite;
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  @media (forced-colors: active) {
    .icon {
      border: 1px solid;
    }
    .current::before {
      border-width: 6px;
      border-color: Highlight;
    }
  }
  @media print {
    .box,
    .body,
    .list {
      display: block;
      block-size: auto;
      max-block-size: none;
      border: none;
      overflow: visible;
    }
    .sizer {
      block-size: auto !important;
    }
    .rows {
      position: static !important;
    }
    .row {
      break-inside: avoid;
    }
    .pinned,
    .more,
    .strip,
    .notice > .button,
    slot[name="toolbar"] {
      display: none;
    }
  }
`;
