import { css } from "lit";

/** Rows: cards of three lines in a narrow list, columns in a wide one. */
export const row = css`
  .row {
    display: flex;
    align-items: center;
    position: relative;
    border-block-end: var(--_line);
  }
  .cell {
    flex: 1;
    min-inline-size: 0;
  }
  .call {
    display: grid;
    grid-template: "icon agent start" "icon title title" "icon foot foot" / auto minmax(0, 1fr) auto;
    align-items: center;
    gap: calc(5px * var(--_density)) 12px;
    inline-size: 100%;
    padding: calc(var(--_pad) * 0.75) var(--_space);
  }
  .icon {
    grid-area: icon;
    display: grid;
    place-items: center;
    inline-size: 36px;
    block-size: 36px;
    border-radius: 50%;
    background: color-mix(in srgb, var(--_muted) 12%, transparent);
    color: var(--_muted);
  }
  .title {
    grid-area: title;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    font-weight: var(--_font-weight-strong);
  }
  .agent {
    grid-area: agent;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .title,
  .agent {
    /* The box keeps to the list's direction, the text in it to its own. */
    justify-self: start;
    max-inline-size: 100%;
  }
  .agent,
  .start,
  .duration,
  .verdict,
  .status {
    font-size: var(--_font-size-small);
    font-variant-numeric: tabular-nums;
  }
  .agent,
  .start,
  .duration {
    color: var(--_muted);
    white-space: nowrap;
  }
  .start {
    grid-area: start;
  }
  .duration,
  .status {
    grid-area: foot;
  }
  .start,
  .duration {
    justify-self: end;
    /* A date in another direction than the page's keeps its order. */
    unicode-bidi: plaintext;
  }
  .status {
    --_colour: var(--_ended);
    justify-self: start;
    max-inline-size: calc(100% - 6.2em);
    padding: 1px 9px;
    border: 1px solid transparent;
    border-radius: 99px;
    background: color-mix(in srgb, var(--_colour) 11%, transparent);
    color: var(--_colour);
    font-weight: var(--_font-weight-strong);
    overflow-wrap: break-word;
  }
  .status::before {
    content: "";
    display: inline-block;
    margin-inline-end: 6px;
    border: 3px solid;
    border-radius: 50%;
    vertical-align: 0.1em;
  }
  .waiting {
    --_colour: var(--_waiting);
  }
  .active {
    --_colour: var(--_active);
  }
  .unjoined {
    --_colour: var(--_unjoined);
  }
  /* The room for a verdict, before it is known. */
  .judged .verdict {
    grid-area: 4 / 2 / 5 / -1;
    min-block-size: 1.5em;
  }
  @container (inline-size >= 720px) {
    .judged .verdict {
      grid-area: 2 / 3;
    }
    .judged .status {
      grid-row: 1;
    }
    .call {
      grid-template: "icon title status start duration" "icon agent status start duration" / auto minmax(0, 1fr) 8.4em 9em 7.4em;
      gap: 1px 14px;
    }
    .status {
      grid-area: status;
      max-inline-size: 100%;
    }
    .duration {
      grid-area: duration;
    }
  }
  .skeleton {
    overflow: clip;
  }
  .skeleton i {
    min-block-size: 0.8em;
    margin-block: 0.3em;
    /* Forced colors show a transparent border, and no background. */
    border: 1px solid transparent;
    border-radius: 18px;
    background: var(--_border);
    animation: fade var(--_duration) infinite;
  }
  .skeleton .title {
    inline-size: 75%;
  }
  .skeleton .agent {
    inline-size: 35%;
  }
`;
