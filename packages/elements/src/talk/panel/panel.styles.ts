import { css } from "lit";

/** A call, and what is shown before and after it. */
export const panelStyles = css`
  .panel {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
  }
  .panel-head {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 44px;
    padding-block: 4px;
    padding-inline: var(--_space) 8px;
    border-block-end: var(--_line);
  }
  .panel-head > b {
    flex: auto;
    min-inline-size: 0;
  }
  .tool {
    flex: none;
    display: grid;
    place-items: center;
    min-inline-size: var(--_control);
    min-block-size: var(--_control);
    border-radius: var(--_radius-control);
    color: var(--_muted);
  }
  .tool:hover {
    background: var(--_subtle);
    color: var(--_text);
  }
  .form,
  .progress {
    display: grid;
    gap: 12px;
    padding: var(--_pad) var(--_space);
  }
  .progress {
    justify-items: center;
    padding-block: calc(var(--_pad) * 2);
    text-align: center;
  }
  .progress-title {
    font-size: var(--_font-size-heading);
    font-weight: var(--_font-weight-strong);
  }
  .spinner {
    inline-size: 28px;
    block-size: 28px;
    border: 3px solid var(--_border);
    border-block-start-color: var(--_accent);
    border-radius: 50%;
    animation: turn calc(var(--_duration) * 0.6) linear infinite;
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  .field {
    display: grid;
    gap: 4px;
    font-size: var(--_font-size-small);
  }
  .field > span {
    color: var(--_muted);
  }
  select,
  .message > input {
    box-sizing: border-box;
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: var(--_control);
    margin: 0;
    padding-block: 2px;
    padding-inline-start: 10px;
    border: var(--_border-width) solid var(--_control-border);
    border-radius: var(--_radius-control);
    background: var(--_surface);
    color: inherit;
    font: inherit;
    text-overflow: ellipsis;
  }
  .message > input {
    flex: 1 1 140px;
    inline-size: auto;
    padding-inline-end: 10px;
  }
  .message > input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .consent {
    display: block;
    max-block-size: 12em;
    overflow: auto;
    padding: 10px 12px;
    border: var(--_line);
    border-radius: var(--_radius-control);
    font-size: var(--_font-size-small);
    white-space: pre-line;
  }
  .consent > b {
    display: block;
  }
  .challenge {
    display: grid;
    gap: 4px;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .notice > .actions {
    justify-content: center;
  }
  .button[aria-disabled="true"] {
    opacity: 0.55;
    cursor: not-allowed;
  }
  .live {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
  }
  .status-line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 10px;
    padding: 8px var(--_space);
    font-variant-numeric: tabular-nums;
  }
  .state {
    flex: auto;
    color: var(--_active);
    font-weight: var(--_font-weight-strong);
  }
  .state.speaking {
    color: var(--_agent);
  }
  .state.idle,
  .left {
    color: var(--_muted);
  }
  .state.reconnecting {
    color: var(--_caution);
  }
  .left {
    font-size: var(--_font-size-small);
  }
  .meter {
    --_level: 0;
    display: flex;
    align-items: center;
    gap: 3px;
    block-size: 22px;
  }
  .meter > i {
    inline-size: 4px;
    block-size: 100%;
    border-radius: 2px;
    background: var(--_accent);
    scale: 1 calc(0.2 + 0.8 * var(--_level));
  }
  .meter > i:nth-child(odd) {
    scale: 1 calc(0.2 + 0.5 * var(--_level));
  }
  .turns {
    flex: 1 1 220px;
    min-block-size: 96px;
    max-block-size: 320px;
    overflow: hidden auto;
    padding: 8px var(--_space);
    border-block: var(--_line);
    overflow-anchor: none;
    scrollbar-width: thin;
  }
  .turn {
    margin-block: 6px;
    padding: 6px 12px;
    border-radius: var(--_radius-control);
    background: var(--_subtle);
  }
  .turn.user {
    margin-inline-start: 24px;
    background: var(--_selected);
  }
  .turn.agent {
    margin-inline-end: 24px;
  }
  .speaker {
    color: var(--_agent);
    font-size: var(--_font-size-small);
  }
  .user > .speaker {
    color: var(--_caller);
  }
  [aria-hidden="true"] > .turn > p {
    color: var(--_muted);
  }
  .quiet {
    padding-block: 8px;
    color: var(--_muted);
  }
  .newest {
    position: sticky;
    inset-block-end: 0;
    inset-inline-start: 50%;
    box-shadow: var(--_shadow);
  }
  .message {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    padding: 10px var(--_space) 0;
  }
  .error {
    padding: 4px var(--_space) 0;
    color: var(--_danger);
    font-size: var(--_font-size-small);
  }
  .controls {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(72px, 1fr));
    gap: 8px;
    padding: 12px var(--_space);
  }
  .control {
    display: grid;
    justify-items: center;
    align-content: start;
    gap: 2px;
    padding: 8px 4px;
    border: var(--_border-width) solid var(--_control-border);
    border-radius: var(--_radius-control);
    font-size: var(--_font-size-small);
    line-height: 1.25;
    text-align: center;
    hyphens: auto;
  }
  .control:hover {
    background: var(--_subtle);
  }
  .control[aria-pressed="true"] {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .hang-up,
  .hang-up:hover {
    border-color: var(--_danger);
    background: var(--_danger);
    color: var(--_on-accent);
    font-weight: var(--_font-weight-strong);
  }
  .control:is(.hang-up, [aria-pressed="true"]):focus-visible {
    outline-offset: 2px;
  }
  .devices {
    padding: 0 var(--_space) 12px;
  }
  .devices > summary {
    display: list-item;
    padding-block: 4px;
    color: var(--_muted);
    cursor: pointer;
  }
  .devices > .field {
    margin-block-start: 8px;
  }
  @media (forced-colors: active) {
    .turn,
    .meter > i {
      border: 1px solid;
    }
    .control[aria-pressed="true"],
    .hang-up {
      border-width: 3px;
    }
  }
`;
