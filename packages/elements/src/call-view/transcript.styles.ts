/** The transcript: its tools, its turns, and what brings a reader back. */
export const transcriptStyles = `
  .transcript {
    position: relative;
    border-block-start: 1px solid var(--_border);
  }
  .transcript > .skeleton,
  .transcript > .quiet {
    padding: 12px var(--_space) var(--_space);
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 12px;
    position: sticky;
    inset-block-start: 52px;
    z-index: 2;
    padding: 8px var(--_space);
    border-block-end: 1px solid var(--_border);
    background: var(--_surface);
  }
  .search {
    display: flex;
    flex: 1 1 180px;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px;
  }
  .search > input {
    flex: 1 1 120px;
    min-inline-size: 0;
    padding: 5px 10px;
    border: 1px solid var(--_border);
    border-radius: 8px;
    background: var(--_subtle);
    color: inherit;
    font: inherit;
  }
  .search > input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .count {
    padding-inline: 6px;
    color: var(--_muted);
    font-size: 0.93em;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .tool-button {
    display: grid;
    place-items: center;
    min-inline-size: 30px;
    min-block-size: 30px;
    border-radius: 8px;
    color: var(--_muted);
    cursor: pointer;
  }
  .tool-button[disabled] {
    opacity: 0.5;
    cursor: default;
  }
  .menu {
    position: relative;
  }
  .menu > summary {
    padding-inline: 10px;
    border: 1px solid var(--_border);
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
    border: 1px solid var(--_border);
    border-radius: 8px;
    background: var(--_surface);
    box-shadow: 0 4px 16px rgb(0 0 0 / 0.16);
  }
  .menu-items > button {
    padding: 6px 10px;
    border-radius: 6px;
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
    padding: 9px var(--_space) 10px;
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
    background: color-mix(in srgb, var(--_accent) 9%, var(--_surface));
    box-shadow: inset 3px 0 var(--_accent);
  }
  .turn.heard:dir(rtl) {
    box-shadow: inset -3px 0 var(--_accent);
  }
  .head {
    display: flex;
    align-items: baseline;
    gap: 2px 10px;
  }
  .speaker {
    font-weight: 600;
    color: var(--_agent);
  }
  .by-user .speaker {
    color: var(--_user);
  }
  .by-tool .speaker {
    color: var(--_muted);
    font-weight: 500;
  }
  .tool {
    flex: 1;
    min-inline-size: 0;
  }
  .tool > summary {
    inline-size: fit-content;
    cursor: pointer;
  }
  pre {
    margin: 6px 0 0;
    padding: 8px 10px;
    border-radius: 8px;
    background: var(--_subtle);
    color: var(--_text);
    font: 0.93em / 1.5 ui-monospace, monospace;
    white-space: pre-wrap;
  }
  .recognised {
    color: var(--_muted);
    font-size: 0.86em;
  }
  .head > .at {
    margin-inline-start: auto;
    color: var(--_muted);
    font-size: 0.93em;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  button.at:hover {
    color: var(--_accent);
    text-decoration: underline;
  }
  .actions {
    display: flex;
    align-self: center;
    margin-block: -4px;
  }
  .actions > button {
    display: grid;
    place-items: center;
    inline-size: 26px;
    block-size: 26px;
    border-radius: 6px;
    color: var(--_muted);
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
  .said {
    inline-size: fit-content;
    max-inline-size: 76ch;
    white-space: pre-line;
    unicode-bidi: isolate;
  }
  p.said {
    margin-block-start: 1px;
  }
  .said a {
    color: var(--_accent);
  }
  mark {
    border-radius: 3px;
    background: light-dark(#ffe9a8, #5c4600);
    color: inherit;
  }
  mark.found {
    background: light-dark(#ffc04d, #805800);
    outline: 2px solid light-dark(#b36b00, #ffd257);
  }
  .stage {
    display: flex;
    align-items: center;
    gap: 12px;
    margin-block: 4px 12px;
    color: var(--_muted);
    font-size: 0.86em;
    font-weight: 550;
  }
  .stage::before,
  .stage::after {
    content: "";
    flex: 1;
    border-block-start: 1px solid var(--_border);
  }
  .pill-place {
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
  .pill {
    margin-block-end: 12px;
    padding: 6px 16px;
    border-radius: 99px;
    background: var(--_accent);
    color: var(--_surface);
    font-weight: 550;
    white-space: nowrap;
    box-shadow: 0 2px 12px rgb(0 0 0 / 0.24);
  }
  .pill:focus-visible {
    outline-offset: 2px;
  }
  @media (forced-colors: active) {
    .turn.heard {
      border-inline-start: 4px solid Highlight;
    }
    .pill {
      border: 1px solid;
    }
  }
`;
