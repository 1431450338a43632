import { css } from "lit";

/** Rows: a card of three lines where the list is narrow, columns where it is wide. */
export const row = css`
  .row {
    display: flex;
    align-items: center;
    position: relative;
    border-block-end: 1px solid var(--_border);
  }
  .row:hover {
    background: var(--_subtle);
  }
  .row.current {
    background: color-mix(in srgb, var(--_accent) 9%, var(--_surface));
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
  .cell {
    flex: 1;
    min-inline-size: 0;
  }
  .end {
    max-inline-size: 40%;
    padding-inline-end: var(--_space);
  }
  .end:empty {
    display: none;
  }
  .call {
    display: grid;
    grid-template: "icon agent start" "icon title title" "icon status duration" / auto minmax(0, 1fr) auto;
    align-items: center;
    gap: 5px 12px;
    inline-size: 100%;
    padding: calc(var(--_space) * 0.75) var(--_space);
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
    font-weight: 550;
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
  .duration {
    color: var(--_muted);
    font-size: 0.93em;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .start {
    grid-area: start;
  }
  .duration {
    grid-area: duration;
    text-align: end;
  }
  .status {
    --_colour: var(--_ended);
    grid-area: status;
    justify-self: start;
    display: inline-flex;
    align-items: center;
    gap: 6px;
    padding: 1px 9px;
    border: 1px solid transparent;
    border-radius: 99px;
    background: color-mix(in srgb, var(--_colour) 11%, transparent);
    color: var(--_colour);
    font-size: 0.86em;
    font-weight: 550;
    white-space: nowrap;
  }
  .status::before {
    content: "";
    border: 3px solid;
    border-radius: 50%;
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
  .active::before {
    animation: fade 1.6s infinite;
  }
  @container (inline-size >= 600px) {
    .call {
      grid-template: "icon title status start duration" "icon agent status start duration" / auto minmax(0, 1fr) 7.8em 10.8em 7em;
      gap: 1px 14px;
    }
    .title {
      -webkit-line-clamp: 1;
    }
  }
  .skeleton i {
    min-block-size: 0.8em;
    margin-block: 0.3em;
    border-radius: 4px;
    background: var(--_border);
    animation: fade 1.8s infinite;
  }
  .skeleton .icon {
    border-radius: 50%;
  }
  .skeleton .title {
    inline-size: 75%;
  }
  .skeleton .agent {
    inline-size: 35%;
  }
  @media (forced-colors: active) {
    .status {
      border-color: currentColor;
    }
    .skeleton i {
      background: GrayText;
    }
  }
`;
