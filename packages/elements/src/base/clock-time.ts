const digits = new Map<string | undefined, readonly Intl.NumberFormat[]>();

/** A position in a call, as players write it, in a locale's digits: `0:42`, `12:05`, `1:02:03`. */
export function clockTime(ms: number, locale: string | undefined): string {
  const whole = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes, seconds] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const formats =
    digits.get(locale) ??
    [1, 2].map((least) => new Intl.NumberFormat(locale, { minimumIntegerDigits: least }));
  digits.set(locale, formats);
  const parts = hours > 0 ? [hours, minutes, seconds] : [minutes, seconds];
  return parts.map((part, place) => formats[place && 1]?.format(part)).join(":");
}

/**
 * Milliseconds of `83`, `83.5`, `1:23` or `1:02:03` (NPT of W3C Media Fragments 4.2.1, also with parts
 * above 59, as in `90:00`); null for anything else.
 */
export function parseClockTime(text: string): number | null {
  if (!/^\d{1,6}(:\d{1,2}){0,2}(\.\d{1,9})?$/.test(text)) return null;
  let seconds = 0;
  for (const part of text.split(":")) seconds = seconds * 60 + Number(part);
  return Math.round(seconds * 1000);
}
