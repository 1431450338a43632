import type { Span } from "./parse-stats.ts";

/** Width and height of a drawing; the browser stretches it. */
export const DRAWING = { width: 1000, height: 100 } as const;

/** One value of a chart; null leaves a gap. */
export interface Value extends Span {
  value: number | null;
}

export interface Scale extends Span {
  /** The value at the top. */
  max: number;
  /** Time runs from right to left. */
  isMirrored: boolean;
}

/** The left and the right end of a range in the drawing. */
export function endsOf({ fromMs, toMs }: Span, scale: Scale): [left: number, right: number] {
  const x = (ms: number) => {
    const share = Math.min(1, Math.max(0, (ms - scale.fromMs) / (scale.toMs + 1 - scale.fromMs)));
    return (scale.isMirrored ? 1 - share : share) * DRAWING.width;
  };
  const [start, end] = [x(fromMs), x(toMs + 1)];
  return [Math.min(start, end), Math.max(start, end)];
}

function height(value: number, { max }: Scale): number {
  return DRAWING.height * (1 - (max > 0 ? value / max : 0));
}

const round = (length: number) => Math.round(length * 100) / 100;

/** A bar for each value, with a gap between them. */
export function drawBars(values: readonly Value[], scale: Scale): string {
  return values
    .filter(({ value }) => value)
    .map((each) => {
      const [left, right] = endsOf(each, scale);
      const gap = (right - left) * 0.12;
      return `M${round(left + gap)} ${DRAWING.height}V${round(height(each.value ?? 0, scale))}H${round(right - gap)}V${DRAWING.height}Z`;
    })
    .join("");
}

/** A line through the middle of each range, and a dot for each; nothing where a value is missing. */
export function drawLine(values: readonly Value[], scale: Scale): { line: string; dots: string } {
  const places = values.map((each) => {
    if (each.value === null) return null;
    const [left, right] = endsOf(each, scale);
    return `${round((left + right) / 2)} ${round(height(each.value, scale))}`;
  });
  const line = places.map((place, index) => place && `${places[index - 1] ? "L" : "M"}${place}`);
  return { line: line.join(""), dots: places.map((place) => place && `M${place}h0`).join("") };
}

/** A round number that is no less than a value: 1, 2 or 5 and zeros. */
export function niceMax(value: number): number {
  if (!(value > 0)) return 1;
  const ten = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((each) => each * ten >= value) ?? 10) * ten;
}
