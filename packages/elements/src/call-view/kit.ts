import type { CallSummary } from "@keyhole/contract";
import type { html, nothing, render, TemplateResult } from "lit";
import type { Notice } from "../calls/notice.ts";
import type { RowHeights } from "../calls/row-heights.ts";
import type { Text } from "../texts/text.ts";

/**
 * What the entry hands to this part. It imports nothing that the entry has: so the entry is one file,
 * with no shared one to wait for, and nothing is loaded twice.
 */
export interface Kit {
  html: typeof html;
  nothing: typeof nothing;
  render: typeof render;
  text: Text;
  RowHeights: typeof RowHeights;
  parseCall: (value: unknown) => CallSummary | undefined;
  renderStatus: (call: CallSummary) => TemplateResult;
  renderNotice: (notice: Notice, act: () => void) => TemplateResult;
  renderStrip: (notice: Notice, act: () => void) => TemplateResult;
}
