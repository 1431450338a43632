import { css } from "lit";

/** The menu of formats, and what is shown until an export runs. */
export const exportMenuStyles = css`
  .export > .tool-button {
    padding-inline: 8px 12px;
  }
  .export-menu {
    inset: auto;
    margin: 0;
    overflow: visible;
    padding: 5px;
    border: var(--_line);
    border-radius: calc(var(--_radius) * 2 / 3);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: 0 6px 24px rgb(0 0 0 / 0.18);
  }
  .export-format {
    display: block;
    box-sizing: border-box;
    inline-size: 100%;
    min-block-size: 36px;
    padding: 7px 12px;
    border-radius: calc(var(--_radius) / 2);
  }
  .export-format:hover {
    background: var(--_subtle);
  }
  .export-loading {
    padding: 8px var(--_space);
    border-block-end: var(--_line);
    background: var(--_subtle);
  }
  .export-place > .strip {
    border-block-start: none;
    border-block-end: var(--_line);
  }
`;
