import { type CSSResult, unsafeCSS } from "lit";
import { printColours, tokenRules } from "./token-rules.ts";

/** Of two who talk. */
const speakers = `
  selected: color-mix(in srgb, var(--_accent) 9%, var(--_surface));
  caution: var(--_waiting);
  on-accent: var(--_surface);
  caller: light-dark(#9a4a12, #f3b27a);
  agent: var(--_accent);
`;

const colours = `
  ${speakers}
  surface-raised: light-dark(#fff, #1e2128);
  match: light-dark(#ffe9a8, #5c4600);
  found: light-dark(#ffc04d, #805800);
  shadow: 0 4px 16px light-dark(#0002, #0008);
`;

/** For `prefers-contrast: more`. */
const strong = `
  muted: light-dark(#333a46, #d3d9e2);
  border: light-dark(#6b7482, #8a93a1);
  control-border: light-dark(#333a46, #d3d9e2);
`;

/** The tokens of a talk, beside those of the element that it is in. */
export const speakerTokens = (element: string): CSSResult =>
  unsafeCSS(`.box{${tokenRules(element, speakers)}}@media print{.box{${printColours(speakers)}}}`);

/** The tokens that first rows do without, beside those of the element that they are in. */
export const moreTokens = (element: string): CSSResult =>
  unsafeCSS(
    `.box{${tokenRules(element, colours)}}` +
      `@media(prefers-contrast:more){.box{${tokenRules(element, strong)}}}` +
      `@media print{.box{${printColours(colours)}}}`,
  );
