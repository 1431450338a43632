/** How far a slider goes, by where its token starts. No DOM here. */

/** @typedef {{ min: number, max: number, step: number, unit: string }} Range */

/**
 * Null where the value is no plain number.
 * @param {string} value
 * @returns {Range | null}
 */
export function rangeOf(value) {
  const start = numberOf(value);
  if (!start) return null;
  const { number, unit } = start;
  if (unit === "s") return { min: 0, max: Math.max(4, number * 2), step: 0.1, unit };
  if (unit === "ms") return { min: 0, max: Math.max(4000, number * 2), step: 100, unit };
  if (unit === "em") return { min: 0.6, max: 2, step: 0.05, unit };
  if (unit === "") {
    return number >= 100
      ? { min: 100, max: 900, step: 50, unit }
      : { min: 0.5, max: Math.max(2, number), step: 0.05, unit };
  }
  if (number < 0) return { min: 4 * number, max: -4 * number, step: 0.5, unit };
  if (number >= 200) return { min: 200, max: 2 * number, step: 10, unit };
  return { min: 0, max: Math.max(8, Math.ceil(number * 2.5)), step: number < 4 ? 0.5 : 1, unit };
}

/**
 * @param {string} value
 * @returns {{ number: number, unit: string } | null}
 */
export function numberOf(value) {
  const [, number, unit] = /^(-?[\d.]+)([a-z]*)$/.exec(value.trim()) ?? [];
  return number === undefined ? null : { number: Number(number), unit: unit ?? "" };
}
