/** Formats times and numbers in the language of the page, in the device's time zone. */
export interface AdminFormats {
  /** Date and time to the second, such as "Nov 30, 2026, 9:00:00 AM". */
  time(at: number | string): string;
  /** Hours and minutes, with `seconds` those too. */
  clock(ms: number, seconds?: boolean): string;
  number(value: number): string;
  /** Such as "30 seconds". */
  seconds(ms: number): string;
}

export function adminFormats(language: string): AdminFormats {
  // Without the language's own region, its default; the browser's where that has the same language.
  const own = new Intl.DateTimeFormat().resolvedOptions().locale;
  const locale = own.startsWith(`${language}-`) ? own : language;
  const time = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" });
  const minutes = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" });
  const seconds = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit", second: "2-digit" });
  const number = new Intl.NumberFormat(locale);
  const wait = new Intl.NumberFormat(locale, { style: "unit", unit: "second", unitDisplay: "long" });
  return {
    time: (at) => time.format(new Date(at)),
    clock: (ms, hasSeconds = false) => (hasSeconds ? seconds : minutes).format(ms),
    number: (value) => number.format(value),
    seconds: (ms) => wait.format(Math.ceil(ms / 1000)),
  };
}
