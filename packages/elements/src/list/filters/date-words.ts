import type { CallFilters } from "../../base/call-filters.ts";
import { dayOf, type Zone } from "../../base/zoned-day.ts";
import type { Text } from "../../i18n/text.ts";

/** A range or days in words; empty without bounds. */
export function dateWords({ range, from, to }: CallFilters, text: Text, { locale, timeZone }: Zone): string {
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
