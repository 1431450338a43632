import { type CSSResult, css, unsafeCSS } from "lit";
import { tokenRules } from "./token-rules.ts";

const colours = `
  passed: var(--_active);
  failed: var(--_danger);
`;

/** The tokens of verdicts, named as in `--keyhole-calls-passed`. */
export const verdictTokens = (element: string): CSSResult =>
  unsafeCSS(`.box{${tokenRules(element, colours)}}`);

/** A verdict. */
export const verdictStyles = css`
  .verdict-label {
    display: flex;
    align-items: center;
    gap: 4px;
    max-inline-size: 100%;
    color: var(--_muted);
  }
  .verdict-label > svg {
    flex: none;
  }
  .verdict-label:is(.passed, .failed) {
    color: var(--_passed);
    font-weight: var(--_font-weight-strong);
  }
  .verdict-label.failed {
    color: var(--_failed);
  }
`;
