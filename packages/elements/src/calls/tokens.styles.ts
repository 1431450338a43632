import { css } from "lit";

/**
 * Every token: the element's own, then the theme's, then a literal. Literals are in pixels, so that a
 * page that sets the root's font size changes nothing; colours follow the page's colour scheme.
 */
export const tokens = css`
  .box {
    --_font: var(--keyhole-calls-font-family, var(--keyhole-font-family, system-ui, sans-serif));
    --_size: var(--keyhole-calls-font-size, var(--keyhole-font-size, 14px));
    --_radius: var(--keyhole-calls-radius, var(--keyhole-radius, 12px));
    --_space: var(--keyhole-calls-space, var(--keyhole-space, 16px));
    --_surface: var(--keyhole-calls-surface, var(--keyhole-surface, light-dark(#fff, #15171c)));
    --_text: var(--keyhole-calls-text, var(--keyhole-text, light-dark(#171a21, #edeff3)));
    --_muted: var(--keyhole-calls-muted, var(--keyhole-muted, light-dark(#5a6372, #a1aab8)));
    --_border: var(--keyhole-calls-border, var(--keyhole-border, light-dark(#e4e7ec, #2b2f38)));
    --_subtle: var(--keyhole-calls-subtle, var(--keyhole-subtle, light-dark(#f4f5f8, #1e2128)));
    --_accent: var(--keyhole-calls-accent, var(--keyhole-accent, light-dark(#3b4fd6, #95a5ff)));
    --_ended: var(--keyhole-calls-ended, var(--keyhole-ended, light-dark(#4a5361, #b6bfcc)));
    --_active: var(--keyhole-calls-active, var(--keyhole-active, light-dark(#0b6a3c, #6fdca0)));
    --_waiting: var(--keyhole-calls-waiting, var(--keyhole-waiting, light-dark(#8a4a00, #ffc36a)));
    --_unjoined: var(--keyhole-calls-unjoined, var(--keyhole-unjoined, light-dark(#a2253d, #ff9dac)));
    --_focus: var(--keyhole-calls-focus, var(--keyhole-focus, 2px solid var(--_accent)));
    --_block-size: var(--keyhole-calls-block-size, 560px);
  }
`;
