import { type CSSResult, css, unsafeCSS } from "lit";
import { tokenRules } from "../base/styles/token-rules.ts";

/** The tokens that the button and a floating call need beside those of every element. */
const own = `
  on-accent: var(--_surface);
  shadow: 0 4px 16px light-dark(#0002, #0008);
`;

export const talkTokens: CSSResult = unsafeCSS(`.box{${tokenRules("talk", own)}}`);

/** The button, and where it is. A page that unsets `:host` takes nothing away. */
export const talkStyles = css`
  .box {
    --_offset: var(--keyhole-talk-offset, 16px);
    --_inline-size: var(--keyhole-talk-inline-size, 360px);
  }
  .box:not(.framed) {
    border-color: transparent;
    background: none;
  }
  .as-button.framed {
    max-inline-size: var(--_inline-size);
  }
  .as-button > .body,
  .as-panel > .body {
    overflow: auto;
  }
  .idle {
    display: grid;
    justify-items: start;
    gap: 12px;
  }
  .as-panel .idle {
    padding: var(--_pad) var(--_space);
  }
  .note {
    color: var(--_muted);
    font-size: var(--_font-size-small);
  }
  .primary {
    border: var(--_border-width) solid var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: var(--_font-weight-strong);
  }
  .primary:hover {
    background: color-mix(in srgb, var(--_accent) 86%, var(--_text));
  }
  .primary:focus-visible {
    outline-offset: 2px;
  }
  .as-button:not(.framed) {
    overflow: visible;
  }
  .as-button:not(.framed) .start {
    margin: 4px;
  }
  [aria-busy="true"] {
    cursor: progress;
  }
  .as-floating {
    position: fixed;
    z-index: 2147483000;
    inset-block-end: calc(var(--_offset) + env(safe-area-inset-bottom, 0px));
    inset-inline-end: calc(var(--_offset) + max(env(safe-area-inset-left, 0px), env(safe-area-inset-right, 0px)));
    inline-size: min(var(--_inline-size), 100vw - 2 * var(--_offset));
    max-block-size: min(640px, 100dvh - 2 * var(--_offset));
    border-radius: var(--_radius);
  }
  .as-floating.framed {
    box-shadow: var(--_shadow);
  }
  .as-floating:not(.framed) {
    overflow: visible;
    pointer-events: none;
  }
  .as-floating > .body {
    overflow: auto;
  }
  .as-floating:not(.framed) .talk {
    display: grid;
    justify-items: end;
  }
  .bubble {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: max(48px, var(--_control));
    max-inline-size: 100%;
    padding-inline: 16px;
    border-radius: 99px;
    box-shadow: var(--_shadow);
    pointer-events: auto;
  }
  .bubble > svg {
    flex: none;
  }
  @media print {
    .as-floating {
      position: static;
    }
  }
`;
