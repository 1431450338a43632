import type { CallSummary } from "@keyhole/contract";
import { html, nothing, render } from "lit";
import type { Formats } from "../../base/formats.ts";
import { MICROPHONE, PHONE } from "../../base/icons.ts";
import { ROW_TEXT_CHARACTERS } from "../../base/limits.ts";
import { renderStatus } from "../../base/render-status.ts";
import type { Catalogue, Text } from "../../i18n/text.ts";

export interface RowProps {
  call: CallSummary;
  index: number;
  /** The call is open. */
  current: boolean;
  /** The list's one Tab stop. */
  tabbable: boolean;
  /** Kept in the DOM for its focus, outside the rows in view. */
  pinned: boolean;
  text: Text;
  /** Those of the host, which `text` puts before the element's own. */
  texts: Catalogue | null;
  /** BCP 47 tag of the texts. */
  language: string;
  formats: Formats;
  nowMs: number;
}

/** Renders a call as a grid row: the call in one cell, the host's content in another. */
export function renderRow(row: HTMLElement, view: RowProps): void {
  const { call, current, text, formats } = view;
  const states = current ? " current" : "";
  row.role = "row";
  row.ariaRowIndex = `${view.index + 1}`;
  row.className = `row${states}${view.pinned ? " pinned" : ""}`;
  row.part.value = `row${states}`;
  render(
    html`<div class="cell" role="gridcell">
        <button
          class="call"
          part="call"
          tabindex=${view.tabbable ? 0 : -1}
          aria-current=${current ? "true" : nothing}
        >
          <span class="icon" part="icon">${call.medium === "phone" || call.medium === "sip" ? PHONE : MICROPHONE}</span>
          <span class="title" part="title" dir="auto" lang="">${titleOf(text, call)}</span>
          <span class="agent" part="agent" dir="auto" lang="">${call.agent?.name ?? text("noAgent")}</span>
          ${renderStatus(call.status, text(call.status))}
          <span class="verdict" part="verdict"></span>
          <time class="start" part="start" datetime=${call.createdAt}>${formats.start(call.createdAt, view.nowMs)}</time>
          <span class="duration" part="duration">${formats.duration(call.durationMs)}</span>
        </button>
      </div>
      <div class="end" part="row-end" role="gridcell" tabindex="-1"></div>`,
    row,
  );
}

/** Short summary, else the long one, truncated; else a placeholder. */
function titleOf(text: Text, { title, summary, status }: CallSummary): string {
  const words = title ?? summary ?? text(`summary.${status}`);
  if (words.length <= ROW_TEXT_CHARACTERS) return words;
  return `${words.slice(0, ROW_TEXT_CHARACTERS).replace(/[\ud800-\udbff]$/, "")}…`;
}
