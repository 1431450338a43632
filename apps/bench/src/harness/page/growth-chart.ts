import { formatFit } from "../format-table.ts";
import { formatValue } from "../format-value.ts";
import type { JudgedGrowth } from "../judge.ts";
import { escapeHtml } from "./escape-html.ts";

const WIDTH = 640;
const HEIGHT = 200;
const MARGIN = { left: 90, right: 60, top: 24, bottom: 32 };

/** Medians over sizes, both on logarithmic axes of the same scale: a linear cost rises, a constant one lies flat. */
export function growthChart({ row, sizes, fit }: JudgedGrowth): string {
  const xs = sizes.map(({ size }) => Math.log10(size));
  // A cost that rises as fast as the size spans the whole height.
  const decades = Math.max((xs.at(-1) ?? 0) - (xs[0] ?? 0), Number.MIN_VALUE);
  // Nothing has no logarithm: it lies on the axis.
  const least = Math.max(...sizes.map(({ summary }) => summary.median), 1) / 10 ** decades;
  const ys = sizes.map(({ summary }) => Math.log10(summary.median > 0 ? summary.median : least));
  const bottom = Math.min(...ys);
  const span = Math.max(decades, Math.max(...ys) - bottom);
  const left = (x: number) =>
    MARGIN.left + ((x - (xs[0] ?? 0)) / decades) * (WIDTH - MARGIN.left - MARGIN.right);
  const top = (y: number) =>
    HEIGHT - MARGIN.bottom - ((y - bottom) / span) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  const places = sizes.map(({ size, summary }, index) => ({
    x: Math.round(left(xs[index] ?? 0)),
    y: Math.round(top(ys[index] ?? 0)),
    size: `${formatValue(size)} ${row.axis}`,
    value: `${formatValue(summary.median)} ${row.unit}`,
  }));
  const label = `${row.name}: ${formatFit(fit)}. ${places.map(({ size, value }) => `${size} ${value}`).join(", ")}`;
  const points = places.map(
    ({ x, y, size, value }) =>
      `<circle cx="${x}" cy="${y}" r="4"/>` +
      `<text x="${x}" y="${y - 14}" text-anchor="middle">${escapeHtml(value)}</text>` +
      `<text x="${x}" y="${HEIGHT - 10}" text-anchor="middle">${escapeHtml(size)}</text>`,
  );
  const lines = places.map(({ x, y }) => `${x} ${y}`).join("L");
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(label)}"><path class="axis" d="M${MARGIN.left} ${HEIGHT - MARGIN.bottom}H${WIDTH - MARGIN.right}"/><path class="line" d="M${lines}"/>${points.join("")}</svg>`;
}
