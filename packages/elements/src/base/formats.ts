/** Formats dates and numbers in the language of the page. */
export interface Formats {
  /** BCP 47 tag; undefined for the browser's own. */
  locale: string | undefined;
  /** IANA name; undefined for the device's own. */
  timeZone: string | undefined;
  /** A call's start, without the year if it is the current one, in the time zone and the calendar shown. */
  start(iso: string, nowMs: number): string;
  /** Hours and minutes, minutes and seconds, or seconds; a dash for null. */
  duration(ms: number | null): string;
}

const known = new Map<string, Formats>();

/**
 * Formats for an element, in the language of the nearest `lang`. If the browser has the same language, its region
 * counts too. Without a valid `lang`, the browser's own language applies. The time zone is an IANA name; null or
 * empty for the device's own.
 */
export function formatsFor(element: Element, timeZone: string | null): Formats {
  const lang = nearestLang(element);
  const key = `${lang} ${timeZone}`;
  const formats = known.get(key) ?? formatsOf(localeOf(lang), timeZone);
  known.set(key, formats);
  return formats;
}

/** The element reports an unknown time zone, in dates of the device's own. */
function formatsOf(locale: string | undefined, timeZone: string | null): Formats {
  try {
    return formatsIn(locale, timeZone || undefined);
  } catch {
    return formatsIn(locale, undefined);
  }
}

/** Frameworks write locales of their own: `de_AT`, `de_DE.UTF-8`, `sr_RS@latin`. The part that is valid counts. */
function localeOf(lang: string): string | undefined {
  let tag = lang
    .trim()
    .replace(/[.@].*/, "")
    .replace(/_/g, "-");
  for (; tag; tag = tag.replace(/-?[^-]*$/, "")) {
    try {
      const [locale] = Intl.getCanonicalLocales(tag);
      // Not from `navigator.languages`, which may hold invalid tags ("en-US@posix").
      const own = new Intl.DateTimeFormat().resolvedOptions().locale;
      return own.startsWith(`${locale}-`) ? own : locale;
    } catch {
      // Its last part may be what is wrong.
    }
  }
  return undefined;
}

function formatsIn(locale: string | undefined, timeZone: string | undefined): Formats {
  const short = { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" } as const;
  const date = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { ...options, timeZone });
    return (at: string | number) => format.format(new Date(at));
  };
  const thisYear = date(short);
  const anyYear = date({ ...short, year: "numeric" });
  const year = date({ year: "numeric" });
  const units = ["hour", "minute", "second"].map(
    (unit) => new Intl.NumberFormat(locale, { style: "unit", unit }),
  );
  return {
    locale,
    timeZone,
    start: (iso, nowMs) => (year(iso) === year(nowMs) ? thisYear : anyYear)(iso),
    duration(ms) {
      if (ms === null) return "–";
      const whole = Math.round(ms / 1000);
      const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
      const first = whole >= 3600 ? 0 : whole >= 60 ? 1 : 2;
      return parts
        .map((part, place) => units[place]?.format(part))
        .slice(first, first + 2)
        .join(" ");
    },
  };
}

/** The nearest `lang` of an element, across shadow roots; empty without one. */
function nearestLang(element: Element): string {
  const found = element.closest("[lang]");
  if (found) return found.getAttribute("lang") ?? "";
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? nearestLang(root.host) : "";
}
