import { css } from "lit";

/** The details of notices, which are legible without. */
export const noticeDetails = css`
  .notice .icon {
    inline-size: 44px;
    block-size: 44px;
    font-size: 18px;
  }
  .notice > h2 {
    font-size: var(--_font-size-heading);
    font-weight: var(--_font-weight-strong);
  }
  .notice > p {
    max-inline-size: 56ch;
    color: var(--_muted);
  }
  code {
    -webkit-user-select: all;
    user-select: all;
  }
`;
