import type { CallSummary } from "@keyhole/contract";
import { html, type TemplateResult } from "lit";

/** A call's status in words, with a dot in its colour. */
export function renderStatus(status: CallSummary["status"], words: string): TemplateResult {
  return html`<span class="status ${status}" part="status ${status}">${words}</span>`;
}
