import { css } from "lit";

/** Controls of a list and of a call, which first rows do without. */
export const controls = css`
  /* No target is smaller (WCAG 2.5.8), whatever the tokens say. */
  button,
  summary,
  .small-button {
    min-inline-size: 24px;
    min-block-size: 24px;
  }
  .select {
    position: relative;
  }
  select {
    /* Without, WebKit draws a select of the system's. */
    appearance: none;
    padding-inline-end: 28px;
    cursor: pointer;
  }
  .select::after {
    content: "";
    position: absolute;
    inset-block-end: calc(var(--_control) / 2 - 2px);
    inset-inline-end: 12px;
    inline-size: 7px;
    block-size: 7px;
    border: solid var(--_muted);
    border-width: 0 1.5px 1.5px 0;
    rotate: 45deg;
    pointer-events: none;
  }
`;
