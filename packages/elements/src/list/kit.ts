import type { CallSummary, Page } from "@keyhole/contract";
import type { html, nothing, render } from "lit";

/** What the entry hands to this part, so that nothing is loaded twice. */
export interface ListKit {
  html: typeof html;
  nothing: typeof nothing;
  render: typeof render;
  parseCallsPage: (body: unknown) => Page<CallSummary> | undefined;
}
