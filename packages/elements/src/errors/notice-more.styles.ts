import { css } from "lit";

/** The line below a notice: the request id to copy, and a link to the page about errors. */
export const noticeMoreStyles = css`
  .more-about {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    align-items: center;
    gap: 2px 14px;
    font-size: var(--_font-size-small);
  }
  .strip .more-about {
    flex-basis: 100%;
    justify-content: start;
    color: var(--_muted);
  }
  .more-about .link {
    display: inline-grid;
    align-items: center;
    min-block-size: 24px;
    min-inline-size: 24px;
    color: var(--_link);
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  .more-about code {
    font-family: var(--_font-family-mono);
  }
`;
