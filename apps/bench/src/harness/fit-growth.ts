import type { GrowthPoint } from "./row.ts";
import { overlap, summarize } from "./statistics.ts";

export interface Fit {
  /** Of the power law through the medians, by least squares in logarithms; null where a median is 0. */
  exponent: number | null;
  /** "constant", "below linear", "linear", "above linear", "falls", or "grows" without an exponent. */
  shape: string;
  /** Whether the quartiles of the smallest and the largest size overlap. */
  overlaps: boolean;
}

/** Exponents up to this far from 0 or 1 are called constant or linear: medians scatter. */
const TOLERANCE = 0.1;

/** How a quantity grows with size. Throws a `RangeError` for fewer than two sizes. */
export function fitGrowth(points: readonly GrowthPoint[]): Fit {
  const summaries = points.map(({ samples }) => summarize(samples));
  const [first, last] = [summaries[0], summaries.at(-1)];
  if (points.length < 2 || !first || !last) throw new RangeError("Growth needs at least two sizes.");
  const overlaps = overlap(first, last);
  if (summaries.some(({ median }) => median <= 0)) {
    return { exponent: null, shape: overlaps ? "constant" : "grows", overlaps };
  }
  const exponent = slope(
    points.map(({ size }) => Math.log(size)),
    summaries.map(({ median }) => Math.log(median)),
  );
  return { exponent, shape: overlaps ? "constant" : shapeOf(exponent), overlaps };
}

function slope(xs: readonly number[], ys: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(xs), mean(ys)];
  const covariance = xs.reduce((sum, x, place) => sum + (x - meanX) * ((ys[place] ?? meanY) - meanY), 0);
  return covariance / xs.reduce((sum, x) => sum + (x - meanX) ** 2, 0);
}

function shapeOf(exponent: number): string {
  if (exponent < -TOLERANCE) return "falls";
  if (exponent <= TOLERANCE) return "constant";
  if (exponent < 1 - TOLERANCE) return "below linear";
  return exponent <= 1 + TOLERANCE ? "linear" : "above linear";
}
