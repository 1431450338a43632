const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

// RFC 9110 section 5.6.7: a recipient accepts all three forms.
const IMF_FIXDATE =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (?<day>\d\d) (?<month>[A-Z][a-z]{2}) (?<year>\d{4}) (?<time>\d\d:\d\d:\d\d) GMT$/;
const RFC_850 =
  /^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (?<day>\d\d)-(?<month>[A-Z][a-z]{2})-(?<year>\d\d) (?<time>\d\d:\d\d:\d\d) GMT$/;
const ASCTIME =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?<month>[A-Z][a-z]{2}) (?<day>[ \d]\d) (?<time>\d\d:\d\d:\d\d) (?<year>\d{4})$/;

/** An HTTP-date in milliseconds since 1970, or null. `Date.parse` would read asctime's as local time. */
export function parseHttpDate(text: string, nowMs: number): number | null {
  const groups = (IMF_FIXDATE.exec(text) ?? RFC_850.exec(text) ?? ASCTIME.exec(text))?.groups;
  if (groups === undefined) return null;
  const { day = "", month = "", year = "", time = "" } = groups;
  const monthIndex = MONTHS.indexOf(month);
  const [hours = 0, minutes = 0, seconds = 0] = time.split(":").map(Number);
  if (monthIndex < 0 || hours > 23 || minutes > 59 || seconds > 60) return null;
  const fullYear = year.length === 2 ? expandYear(Number(year), nowMs) : Number(year);
  const midnight = new Date(Date.UTC(fullYear, monthIndex, Number(day)));
  // A day that the month does not have lands in another month.
  if (midnight.getUTCMonth() !== monthIndex) return null;
  return midnight.getTime() + ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

/** Two digits that seem more than 50 years ahead are the most recent past year that ends in them. */
function expandYear(digits: number, nowMs: number): number {
  const thisYear = new Date(nowMs).getUTCFullYear();
  const year = Math.floor(thisYear / 100) * 100 + digits;
  return year > thisYear + 50 ? year - 100 : year;
}
