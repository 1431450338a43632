import { formatAims, formatFit, formatRatio } from "../format-table.ts";
import { formatValue } from "../format-value.ts";
import type { JudgedAim, JudgedRow } from "../judge.ts";
import { describeMachine } from "../machine.ts";
import { countAims, type GroupReport, type Report } from "../report.ts";
import type { Summary } from "../statistics.ts";
import { comparisonChart } from "./comparison-chart.ts";
import { escapeHtml } from "./escape-html.ts";
import { growthChart } from "./growth-chart.ts";

const STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#1b1d22, #e8e9ec); --soft: light-dark(#5b606b, #a7abb5);
  --line: light-dark(#d5d8de, #3b3f48); --subject: light-dark(#2f5fd0, #86a8ff); --peer: light-dark(#80868f, #868c97);
  --met: light-dark(#0c6b3d, #6fd6a0); --missed: light-dark(#b3261e, #ff9d94); background: light-dark(#fff, #16181c); }
body { margin: 0 auto; max-inline-size: 60rem; padding: 1.5rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); }
section { margin-block-start: 2.5rem; } h3 { margin-block: 2rem 0.25rem; } p { margin-block: 0.25rem; color: var(--soft); }
svg { display: block; inline-size: 100%; max-inline-size: 42rem; } svg text { font: 13px system-ui, sans-serif; fill: var(--ink); dominant-baseline: central; }
.subject { fill: var(--subject); } .peer { fill: var(--peer); } .whisker { stroke: var(--ink); fill: none; stroke-width: 1.5; }
.axis { stroke: var(--line); } .line { stroke: var(--subject); fill: none; stroke-width: 2; } circle { fill: var(--subject); }
.scroll { overflow-x: auto; } table { border-collapse: collapse; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
th, td { padding: 0.2rem 0.75rem; border-block-end: 1px solid var(--line); text-align: start; } .number { text-align: end; }
.met { color: var(--met); } .missed { color: var(--missed); font-weight: 600; }
@media (forced-colors: active) { .subject, .peer, circle { fill: CanvasText; } .line, .whisker, .axis { stroke: CanvasText; } svg text { fill: CanvasText; } }
`;

/** The report as one HTML file that loads nothing: a chart and a table for each row. */
export function formatPage(report: Report): string {
  const { machine, startedAt, quick, groups } = report;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Keyhole: benchmarks</title>
<style>${STYLE}</style>
<main>
<h1>Benchmarks</h1>
<p>${escapeHtml(describeMachine(machine))}${quick ? ", quick run" : ""}</p>
<p><time datetime="${escapeHtml(startedAt)}">${escapeHtml(startedAt)}</time>, ${escapeHtml(countAims(report))}.
Bars end at the median, whiskers span the quartiles. Grey bars are what the others are compared with.</p>
${groups.map(section).join("\n")}
</main>
</html>
`;
}

function section({ name, describe, error, rows }: GroupReport): string {
  const failed = error === null ? [] : [`<p class="missed">${escapeHtml(error)}</p>`];
  const body = [...failed, ...rows.map(figure)].join("\n");
  return `<section>\n<h2>${escapeHtml(name)}</h2>\n<p>${escapeHtml(describe)}</p>\n${body}\n</section>`;
}

function figure(judged: JudgedRow): string {
  const { name, note } = judged.row;
  const chart = "fit" in judged ? growthChart(judged) : comparisonChart(judged);
  const lines =
    "fit" in judged
      ? judged.sizes.map(({ size, summary }, place) =>
          tableLine(`${formatValue(size)} ${judged.row.axis}`, summary, judged.row.unit, {
            ratio: place === judged.sizes.length - 1 ? formatFit(judged.fit) : "",
            aims: place === judged.sizes.length - 1 ? judged.aims : [],
          }),
        )
      : judged.subjects.map(({ subject, summary, ratio, aims }) =>
          tableLine(subject, summary, judged.row.unit, {
            ratio: ratio === null ? "" : formatRatio(ratio),
            aims,
          }),
        );
  return `<h3>${escapeHtml(name)}</h3>
${note === undefined ? "" : `<p>${escapeHtml(note)}</p>\n`}${chart}
<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(`Figures: ${name}`)}"><table>
<thead><tr><th scope="col">${"fit" in judged ? "size" : "subject"}</th><th scope="col" class="number">median</th><th scope="col" class="number">quartiles</th><th scope="col" class="number">samples</th><th scope="col">${"fit" in judged ? "growth" : "ratio"}</th><th scope="col">aim</th></tr></thead>
<tbody>
${lines.join("\n")}
</tbody></table></div>`;
}

function tableLine(
  subject: string,
  { median, low, high, count }: Summary,
  unit: string,
  { ratio, aims }: { ratio: string; aims: readonly JudgedAim[] },
): string {
  const spread = low === high ? "" : `${formatValue(low)} to ${formatValue(high)}`;
  const verdict = aims.every(({ met }) => met) ? "met" : "missed";
  const cells = [`${formatValue(median)} ${unit}`, spread, String(count)].map(
    (text) => `<td class="number">${escapeHtml(text)}</td>`,
  );
  return `<tr><th scope="row">${escapeHtml(subject)}</th>${cells.join("")}<td>${escapeHtml(ratio)}</td><td class="${verdict}">${escapeHtml(formatAims(aims))}</td></tr>`;
}
