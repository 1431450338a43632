/** Colours as numbers, and the contrast of two of them as WCAG 2.2 has it. No DOM here. */

/**
 * sRGB, each from 0 to 1.
 * @typedef {{ r: number, g: number, b: number, a: number }} Colour
 */

const NUMBER = String.raw`(-?[\d.]+(?:e-?\d+)?%?|none)`;
const RGB = new RegExp(
  String.raw`^rgba?\(\s*${NUMBER}[\s,]+${NUMBER}[\s,]+${NUMBER}\s*(?:[/,]\s*${NUMBER}\s*)?\)$`,
);
const SRGB = new RegExp(
  String.raw`^color\(\s*srgb\s+${NUMBER}\s+${NUMBER}\s+${NUMBER}\s*(?:/\s*${NUMBER}\s*)?\)$`,
);

/**
 * A computed colour: `rgb(…)`, `rgba(…)` or `color(srgb …)`. Others are null: a browser can turn them into these.
 * @param {string} text
 * @returns {Colour | null}
 */
export function parseColour(text) {
  const rgb = RGB.exec(text);
  const found = rgb ?? SRGB.exec(text);
  if (!found) return null;
  const whole = rgb ? 255 : 1;
  const [r, g, b] = found.slice(1, 4).map((part) => clamp(amount(part, whole)));
  return { r: r ?? 0, g: g ?? 0, b: b ?? 0, a: clamp(amount(found[4] ?? "1", 1)) };
}

/**
 * @param {string} text
 * @param {number} whole
 */
function amount(text, whole) {
  if (text === "none") return 0;
  const number = Number.parseFloat(text);
  return text.endsWith("%") ? number / 100 : number / whole;
}

/** @param {number} value */
function clamp(value) {
  return Math.min(1, Math.max(0, value));
}

/**
 * What is seen where `upper` lies on `lower`, by the "over" of Porter and Duff.
 * @param {Colour} upper
 * @param {Colour} lower
 * @returns {Colour}
 */
export function over(upper, lower) {
  const a = upper.a + lower.a * (1 - upper.a);
  if (a === 0) return { r: 0, g: 0, b: 0, a: 0 };
  /** @param {"r" | "g" | "b"} name */
  const mix = (name) => (upper[name] * upper.a + lower[name] * lower.a * (1 - upper.a)) / a;
  return { r: mix("r"), g: mix("g"), b: mix("b"), a };
}

/**
 * Relative luminance, from 0 to 1: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
 * @param {Colour} colour opaque
 */
export function luminance({ r, g, b }) {
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

/** @param {number} channel */
function linear(channel) {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

/**
 * From 1 to 21, whichever is lighter: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
 * @param {Colour} one opaque
 * @param {Colour} other opaque
 */
export function contrastRatio(one, other) {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/**
 * Cut, never rounded up: 4.499 is under 4.5 and reads so.
 * @param {number} ratio
 */
export function ratioText(ratio) {
  return `${(Math.floor(ratio * 100 + 1e-9) / 100).toFixed(2)}:1`;
}

/** @param {Colour} colour */
export function hexOf({ r, g, b }) {
  const digits = [r, g, b].map((channel) =>
    Math.round(channel * 255)
      .toString(16)
      .padStart(2, "0"),
  );
  return `#${digits.join("")}`;
}

/**
 * Least contrast of text, SC 1.4.3: large is 24px, or 18.66px and bold.
 * @param {number} sizePx
 * @param {number} weight
 */
export function neededForText(sizePx, weight) {
  return sizePx >= 24 || (sizePx >= 18.66 && weight >= 700) ? 3 : 4.5;
}
