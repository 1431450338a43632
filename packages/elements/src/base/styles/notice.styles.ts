import { css } from "lit";

/** What stands in the place of rows: nothing there, or something wrong. */
export const notice = css`
  .notice {
    display: grid;
    justify-items: center;
    gap: 8px;
    padding: calc(var(--_space) * 2.5) var(--_space);
    overflow: auto;
    text-align: center;
  }
  .notice > .icon {
    grid-area: auto;
  }
  .strip {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    padding: calc(var(--_pad) * 0.625) var(--_space);
    border-block-start: var(--_line);
    background: color-mix(in srgb, var(--_danger) 8%, var(--_surface));
  }
  .strip > p {
    flex: 1 1 220px;
  }
`;
