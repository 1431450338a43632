import { html, type TemplateResult } from "lit";
import { renderButton } from "../../errors/render-notice.ts";
import type { Text } from "../../i18n/text.ts";
import type { CallsState } from "../calls-store.ts";
import type { RowFocus } from "./row-focus.ts";

export interface ListView {
  text: Text;
  state: CallsState;
  focus: RowFocus | undefined;
  select: (event: Event) => void;
  loadMore: () => void;
}

/** The boxes of the list. `RowElements` puts the rows into the innermost. */
export function renderList({ text, state, focus, select, loadMore }: ListView): TemplateResult {
  const { calls, next, total, busy, paused } = state;
  // -1 (ARIA 1.2) while nobody knows how many there are.
  const count = total ?? (next === null ? calls.length : -1);
  return html`<div class="list" part="list">
    <div class="sizer">
      <div
        class="rows"
        role="grid"
        aria-label=${text("calls")}
        aria-rowcount=${count}
        @click=${select}
        @focusin=${focus?.entered}
        @keydown=${focus?.pressed}
        @keyup=${focus?.released}
      ></div>
    </div>
    <div class="more" part="more">
      ${busy === "more" ? html`<span class="spinner" part="spinner"></span>` : renderButton(paused ? text("loadMore") : undefined, loadMore)}
    </div>
  </div>`;
}
