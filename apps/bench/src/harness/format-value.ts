/** A value with three significant digits, and whole from 100 on: 0.52, 5.21, 52.1, 521, 5,214. */
export function formatValue(value: number): string {
  const fractionDigits =
    Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString("en", {
    minimumFractionDigits: fractionDigits,
    maximumFractionDigits: fractionDigits,
  });
}
