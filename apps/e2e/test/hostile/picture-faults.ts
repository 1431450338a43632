import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";

/** Chromium draws a rounded corner over what scrolls not always with the same pixels; a letter has more. */
const MAY_DIFFER_PIXELS = 12;

/** In what two pictures of the same thing differ; null when they do not. */
export function pictureFault(expected: Buffer, actual: Buffer): string | null {
  const [one, other] = [PNG.sync.read(expected), PNG.sync.read(actual)];
  const { width, height } = one;
  if (width !== other.width || height !== other.height) {
    return `${other.width} × ${other.height} px instead of ${width} × ${height}`;
  }
  const differing = pixelmatch(one.data, other.data, undefined, width, height, { threshold: 0.1 });
  return differing <= MAY_DIFFER_PIXELS ? null : `${differing} of ${width * height} pixels differ`;
}

/** Names and places of boxes that are further apart than a tolerance in pixels and, being sums of others, 1%. */
export function boxFaults(
  expected: readonly { name: string; place: number[] }[],
  actual: readonly { name: string; place: number[] }[],
  tolerancePx: number,
): string[] {
  const names = (boxes: typeof expected) => boxes.map(({ name }) => name).join("\n");
  if (names(expected) !== names(actual)) return ["other boxes are in view"];
  return expected.flatMap(({ name, place }, index) => {
    const other = actual[index]?.place ?? [];
    const apart = Math.max(...place.map((px, axis) => Math.abs(px - (other[axis] ?? Number.NaN))));
    return apart <= tolerancePx + Math.max(...place) / 100 ? [] : [`${name} is ${apart.toFixed(1)} px off`];
  });
}
