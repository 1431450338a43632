import { type CSSResult, unsafeCSS } from "lit";
import { printColours, tokenRules } from "./token-rules.ts";

/** Colours follow the page's colour scheme. */
const colours = `
  surface: light-dark(#fff, #15171c);
  text: light-dark(#171a21, #edeff3);
  muted: light-dark(#5a6372, #a1aab8);
  border: light-dark(#e4e7ec, #2b2f38);
  control-border: light-dark(#868e9b, #6b7482);
  subtle: light-dark(#f4f5f8, #1e2128);
  accent: light-dark(#3b4fd6, #95a5ff);
  ended: light-dark(#4a5361, #b6bfcc);
  active: light-dark(#0b6a3c, #6fdca0);
  waiting: light-dark(#8a4a00, #ffc36a);
  unjoined: light-dark(#a2253d, #ff9dac);
  danger: var(--_unjoined);
  link: var(--_accent);
`;

/** In pixels, and in em of the element's own font: the font size of the page's root has no effect. */
const sizes = `
  font-family: system-ui, sans-serif;
  font-family-mono: ui-monospace, monospace;
  font-size: 14px;
  font-size-small: 0.9em;
  font-size-heading: 1.1em;
  font-weight: 400;
  font-weight-strong: 600;
  line-height: 1.45;
  space: 16px;
  density: 1;
  radius: 12px;
  radius-control: 8px;
  border-width: 1px;
  control-size: 32px;
  focus: 2px solid var(--_accent);
  focus-offset: -2px;
  duration: 1.6s;
`;

/**
 * The tokens of an element, named as in `--keyhole-calls-text`; `moreTokens` adds those that first rows do without.
 * In print, text is dark on white.
 */
export function tokens(element: string, blockSize: string): CSSResult {
  const rules = (literals: string) => tokenRules(element, literals);
  return unsafeCSS(
    `.box{color-scheme:var(--keyhole-${element}-color-scheme,var(--keyhole-color-scheme,inherit));` +
      `${rules(colours + sizes)}--_block-size:var(--keyhole-${element}-block-size,${blockSize});` +
      "--_pad:calc(var(--_space)*var(--_density));--_line:var(--_border-width) solid var(--_border);" +
      "--_control:max(24px,var(--_control-size)*var(--_density))}" +
      `@media(pointer:coarse){.box{${rules("control-size: 44px")}}}` +
      `@media print{.box{color-scheme:light;${printColours(colours)}}}`,
  );
}
