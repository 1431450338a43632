import type { CallSummary } from "@keyhole/contract";
import type { html, nothing, render, TemplateResult } from "lit";
import type { Notice } from "../errors/notice.ts";
import type { Text } from "../i18n/text.ts";

/**
 * What the entry hands to this part. It imports nothing that the entry has: so the entry is one file,
 * with no shared one to wait for, and nothing is loaded twice.
 */
export interface Kit {
  html: typeof html;
  nothing: typeof nothing;
  render: typeof render;
  text: Text;
  parseCall: (value: unknown) => CallSummary | undefined;
  renderStatus: (call: CallSummary) => TemplateResult;
  renderNotice: (notice: Notice, act: () => void) => TemplateResult;
  renderStrip: (notice: Notice, act: () => void) => TemplateResult;
}
