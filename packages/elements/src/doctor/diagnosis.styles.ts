import { css } from "lit";

/** The dialog with the checks. */
export const diagnosisStyles = css`
  .diagnosis {
    inline-size: min(560px, 100vw - 16px);
    max-inline-size: none;
    max-block-size: calc(100vh - 16px);
    padding: var(--_space);
    border: var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    overflow: auto;
    overflow-wrap: anywhere;
  }
  .diagnosis::backdrop {
    background: rgb(0 0 0 / 50%);
  }
  .diagnosis h2 {
    font-size: var(--_font-size-heading);
    font-weight: var(--_font-weight-strong);
  }
  .diagnosis ul {
    margin: 0;
    padding: 8px 0;
    list-style: none;
  }
  .diagnosis li {
    position: relative;
    padding-block: 6px;
    padding-inline-start: 28px;
  }
  /* A sign beside the words, so that colour is not all there is. */
  .diagnosis li::before {
    position: absolute;
    inset-inline-start: 4px;
    content: "?" / "";
    font-weight: var(--_font-weight-strong);
  }
  .diagnosis .passed::before {
    content: "✓" / "";
    color: var(--_active);
  }
  .diagnosis .failed::before {
    content: "✗" / "";
    color: var(--_danger);
  }
  .diagnosis .outcome,
  .diagnosis li > p {
    color: var(--_muted);
  }
  .diagnosis .failed > .outcome {
    color: var(--_danger);
    font-weight: var(--_font-weight-strong);
  }
  .diagnosis .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
`;
