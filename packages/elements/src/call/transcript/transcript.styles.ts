import { css } from "lit";

/** The transcript: its tools, its turns, and the pill. */
export const transcriptStyles = css`
  .transcript {
    position: relative;
    border-block-start: var(--_line);
  }
  .transcript > .skeleton,
  .transcript > .quiet {
    padding: 12px var(--_space) var(--_space);
  }
  .transcript > .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 12px;
    position: sticky;
    inset-block-start: var(--_bar);
    z-index: 2;
    padding: 8px var(--_space);
    border-block-end: var(--_line);
    background: var(--_surface);
  }
  .search {
    display: flex;
    flex: 1 1 120px;
    min-inline-size: 0;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px;
  }
  .search > input {
    flex: 1 1 120px;
    min-inline-size: 0;
    padding: 0 8px;
  }
  .search > input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .count {
    padding-inline: 6px;
    white-space: nowrap;
  }
  .tool-button[disabled] {
    opacity: 0.5;
    cursor: default;
  }
  .menu {
    position: relative;
  }
  .menu > summary {
    padding: 0 10px;
    border: var(--_border-width) solid var(--_control-border);
    list-style: none;
  }
  .menu > summary::-webkit-details-marker {
    display: none;
  }
  .menu-items {
    display: grid;
    position: absolute;
    inset-inline-end: 0;
    min-inline-size: 120px;
    margin-block-start: 4px;
    padding: 4px;
    border: var(--_line);
    border-radius: var(--_radius-control);
    background: var(--_surface-raised);
    box-shadow: var(--_shadow);
  }
  .menu-items > button {
    padding: 6px 10px;
    border-radius: var(--_radius-control);
  }
  .turn-sizer {
    position: relative;
  }
  .turns {
    position: absolute;
    inset-inline: 0;
  }
  .turn {
    position: relative;
    padding: calc(var(--_pad) * 0.6) var(--_space);
  }
  .turn.pinned {
    position: absolute;
    inset: 0 0 auto;
    clip-path: inset(50%);
    pointer-events: none;
  }
  .turn.seekable {
    cursor: pointer;
  }
  .turn:hover {
    background: var(--_subtle);
  }
  .turn.heard {
    background: var(--_selected);
  }
  .turn.heard::before {
    content: "";
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    inline-size: 3px;
    background: var(--_accent);
  }
  .head {
    display: flex;
    align-items: baseline;
    gap: 2px 10px;
  }
  .speaker {
    color: var(--_agent);
    overflow-wrap: break-word;
  }
  .by-user .speaker {
    color: var(--_caller);
  }
  .tool {
    flex: 1;
    min-inline-size: 0;
  }
  pre {
    margin: 6px 0 0;
    padding: 8px 10px;
    border-radius: var(--_radius-control);
    background: var(--_subtle);
    color: var(--_text);
    font: var(--_font-size-small) / 1.5 var(--_font-family-mono);
    white-space: pre-wrap;
  }
  .head > .at {
    margin-inline-start: auto;
    white-space: nowrap;
  }
  button.at {
    display: inline-block;
    margin-block: -2px;
    text-align: end;
  }
  button.at:hover {
    color: var(--_link);
    text-decoration: underline;
  }
  .actions {
    display: flex;
    align-self: center;
    margin-block: -4px;
  }
  .actions > button {
    min-inline-size: 26px;
    min-block-size: 26px;
    opacity: 0;
  }
  .turn:is(:hover, :focus-within) .actions > button {
    opacity: 1;
  }
  @media (hover: none) {
    .actions > button {
      opacity: 1;
    }
  }
  p.said {
    margin-block-start: 1px;
  }
  .said a {
    color: var(--_link);
  }
  mark {
    border-radius: 3px;
    background: var(--_match);
    color: inherit;
  }
  mark.found {
    background: var(--_found);
    outline: 2px solid var(--_caution);
  }
  .stage {
    display: flex;
    align-items: center;
    gap: 12px;
    margin-block: 4px 12px;
  }
  .stage::before,
  .stage::after {
    content: "";
    flex: 1;
    border-block-start: var(--_line);
  }
  .transcript > .pill-place {
    display: grid;
    place-content: end center;
    position: sticky;
    inset-block-end: 0;
    z-index: 2;
    block-size: 0;
  }
  .transcript:has(+ .player) > .pill-place {
    inset-block-end: 108px;
  }
  .transcript .pill {
    margin-block-end: 12px;
    padding: 6px 16px;
    border-radius: 99px;
    background: var(--_accent);
    color: var(--_on-accent);
    box-shadow: var(--_shadow);
  }
  .transcript .pill:focus-visible {
    outline-offset: 2px;
  }
  @media (forced-colors: active) {
    .turn.heard {
      border-inline-start: 4px solid Highlight;
    }
    .pill,
    .play,
    .lanes {
      border: 1px solid;
    }
  }
`;
