import type { CallFilters } from "../../base/call-filters.ts";
import type { Formats } from "../../base/formats.ts";
import type { Text } from "../../i18n/text.ts";
import { type Day, dayAt, isDay } from "./zoned-day.ts";

type Dates = Pick<CallFilters, "range" | "from" | "to">;

/** The day of a bound, for a field that holds days; empty for none. */
export function dayOf(bound: string | undefined, timeZone: string | undefined): Day {
  if (!bound || isDay(bound)) return bound ?? "";
  return dayAt(Date.parse(bound), timeZone);
}

/** A range or days in words; empty for any time. */
export function dateWords({ range, from, to }: Dates, text: Text, { locale, timeZone }: Formats): string {
  if (range) return text(`filter.date.${range}`);
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
  const [first, last] = [dayOf(from, timeZone), dayOf(to, timeZone)].map((day) => day && new Date(day));
  if (first && last) {
    const reversed = first > last;
    return format.formatRange(reversed ? last : first, reversed ? first : last);
  }
  if (first) return text("filter.date.since", { from: format.format(first) });
  return last ? text("filter.date.until", { to: format.format(last) }) : "";
}
