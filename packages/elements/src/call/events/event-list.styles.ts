import { css } from "lit";

/** The events of a call, once they are unfolded. */
export const eventListStyles = css`
  .event-text {
    unicode-bidi: isolate;
  }
  .severity {
    display: flex;
    align-items: center;
    gap: 8px;
    inline-size: fit-content;
    margin-block: 8px;
  }
  .event {
    display: grid;
    grid-template-columns: 3.6em 5.4em minmax(0, 1fr);
    gap: 8px;
    padding-block: 5px;
    border-block-start: var(--_line);
  }
  .warning > .severity-name {
    color: var(--_caution);
  }
  .error > .severity-name {
    color: var(--_danger);
  }
`;
