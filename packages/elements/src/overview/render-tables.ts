import { html, nothing, type TemplateResult } from "lit";
import { timeWords, type Words } from "./charts-of.ts";
import type { Figures } from "./parse-stats.ts";
import { averageMs, callPoints, shareOf, totalsOf } from "./points.ts";

/** The data of the charts as tables, the newest first. */
export function renderTables(figures: Figures, { text, formats }: Words): TemplateResult {
  const shown = callPoints(figures, formats.timeZone);
  const at = timeWords(shown, formats);
  const number = new Intl.NumberFormat(formats.locale, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(formats.locale, { style: "percent", maximumFractionDigits: 0 });
  const or = (value: number | null, words: (value: number) => string) =>
    value === null ? text("overview.nothing") : words(value);
  const minutes = (ms: number) => number.format(ms / 60_000);
  const totals = totalsOf(shown.points);
  const isTimed = totals.durationMs !== null;
  const rows = shown.points
    .toReversed()
    .map((point) => [
      at(point),
      number.format(point.calls),
      ...(isTimed ? [or(point.durationMs, minutes), or(averageMs(point), formats.duration)] : []),
    ]);
  const verdicts = (figures.verdicts ?? [])
    .toReversed()
    .map((span) => [
      at(span),
      number.format(span.succeeded),
      number.format(span.failed),
      or(shareOf(span), percent.format),
    ]);
  const timed = isTimed ? [text("overview.minutes"), text("overview.average")] : [];
  return html`<div class="tables" part="tables">
    ${renderTable(text("overview.callsTable"), [text("overview.time"), text("overview.calls"), ...timed], rows)}
    ${
      verdicts.length
        ? renderTable(
            text("overview.verdictsTable"),
            [
              text("overview.time"),
              text("overview.succeeded"),
              text("overview.failed"),
              text("overview.passed"),
            ],
            verdicts,
          )
        : nothing
    }
  </div>`;
}

function renderTable(
  name: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): TemplateResult {
  return html`<div class="scroller" part="table-scroller" tabindex="0" role="region" aria-label=${name}>
    <table part="table">
      <caption part="table-title">${name}</caption>
      <thead>
        <tr>${head.map((words) => html`<th scope="col" part="table-head">${words}</th>`)}</tr>
      </thead>
      <tbody>
        ${rows.map(
          ([first, ...others]) => html`<tr>
            <th scope="row" part="table-time">${first}</th>
            ${others.map((words) => html`<td part="table-cell">${words}</td>`)}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
