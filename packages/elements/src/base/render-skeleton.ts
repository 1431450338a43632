import { html, type TemplateResult } from "lit";
import { SKELETON_ROWS } from "./limits.ts";

const ROW = html`<div class="row"><div class="call"><i class="icon"></i><i class="title"></i><i class="agent"></i></div></div>`;

/** Grey bars in place of rows that are loading, with words for screen readers. */
export function renderSkeleton(words: string): TemplateResult {
  return html`<div class="skeleton" part="skeleton">
    <p class="unseen">${words}</p>
    <div class="sizer">${Array(SKELETON_ROWS).fill(ROW)}</div>
  </div>`;
}
