/** Median and quartiles of samples. */
export interface Summary {
  count: number;
  median: number;
  /** Lower quartile. */
  low: number;
  /** Upper quartile. */
  high: number;
}

/** Throws a `RangeError` where there is no sample, or one that is not a finite number. */
export function summarize(samples: readonly number[]): Summary {
  if (samples.length === 0) throw new RangeError("There is no sample.");
  const wrong = samples.find((sample) => !Number.isFinite(sample));
  if (wrong !== undefined) throw new RangeError(`A sample is ${wrong}.`);
  return {
    count: samples.length,
    median: quantile(samples, 0.5),
    low: quantile(samples, 0.25),
    high: quantile(samples, 0.75),
  };
}

/** The value that a share of the values lies below, interpolated; NaN without values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** Whether the quartiles of two subjects overlap, so that a rerun may turn their order round. */
export function overlap(one: Summary, other: Summary): boolean {
  return one.low <= other.high && other.low <= one.high;
}
