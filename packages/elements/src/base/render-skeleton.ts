import { html, type TemplateResult } from "lit";
import type { Text } from "../i18n/text.ts";
import { SKELETON_ROWS } from "./limits.ts";

const ROW = html`<div class="row"><div class="call"><i class="icon"></i><i class="title"></i><i class="agent"></i></div></div>`;

/** Rows to come, as grey bars; in words for those who do not see them. */
export function renderSkeleton(text: Text): TemplateResult {
  return html`<div class="list skeleton" part="skeleton">
    <p class="unseen">${text("loading")}</p>
    ${Array(SKELETON_ROWS).fill(ROW)}
  </div>`;
}
