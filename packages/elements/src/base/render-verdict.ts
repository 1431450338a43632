import type { EvaluationSummary, Verdict } from "@keyhole/contract";
import { html, type TemplateResult } from "lit";

/** The sign of each verdict, inside a circle: a check, a cross, hands of a clock, a bar. */
const SIGNS: Record<Verdict, string> = {
  passed: "m8 12.5 3 3 5.5-6.5",
  failed: "m9 9 6 6m0-6-6 6",
  pending: "M12 7.5V12l3 2",
  ungraded: "M8.5 12h7",
  none: "M8.5 12h7",
};

/** What names a verdict: a reason that is not the usual one says more than the verdict. */
export function verdictName({ verdict, reason }: Pick<EvaluationSummary, "verdict" | "reason">) {
  return reason === "too_old" || reason === "unavailable" ? reason : verdict;
}

/** A verdict: its sign and its words, so that color is never all that tells two apart. */
export function renderVerdict(verdict: Verdict, words: string): TemplateResult {
  return html`<span class="verdict-label ${verdict}" part="verdict-label ${verdict}"><svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="8.5" /><path d=${SIGNS[verdict]} /></svg><span part="verdict-words">${words}</span></span>`;
}
