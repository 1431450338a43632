import type { Scope } from "@keyhole/contract";

/** A text of a call as a viewer may read it: as it is with `pii:read`, else with personal data masked. */
export function textFor(scopes: readonly Scope[], text: string): string {
  return scopes.includes("pii:read") ? text : maskPersonalData(text);
}

/**
 * Masks e-mail addresses, phone numbers and card numbers in a text written by or for people. It prefers
 * masking an order number to missing a phone number: any group of 7 digits or more is masked unless it is
 * a date or a time. Numbers spelled out in words stay.
 */
export function maskPersonalData(text: string): string {
  // Most texts contain neither, and matching the patterns is expensive.
  const withoutEmail = /[@＠]|%40/.test(text) ? text.replace(EMAIL, "•••@•••") : text;
  const hasManyDigits = (withoutEmail.match(DIGIT)?.length ?? 0) >= 7;
  if (!hasManyDigits) return withoutEmail;
  // Runs first: a card number inside a longer number is masked together with it.
  const withoutRuns = withoutEmail.replace(DIGITS, (match) => (isPersonal(match) ? mask(match) : match));
  return withoutRuns.replace(CARD, mask);
}

const DIGIT = /\p{Nd}/gu;
/**
 * Letters of any script take marks (vowel signs). The signs are those of RFC 5322 section 3.2.3; quoted
 * names and addresses in brackets are e-mail too (sections 3.2.4 and 3.4.1).
 */
const EMAIL =
  /(?:[\p{L}\p{M}\p{N}.!#$&'*+/=?^_`{|}~-]{1,64}|"[^"\n]{1,64}")(?:[@＠]|%40)(?:[\p{L}\p{M}\p{N}-]{1,63}(?:[.．。][\p{L}\p{M}\p{N}-]{1,63})+|\[[^\]\s]{1,64}\])/gu;
/** Four groups of four digits with any separators. */
const CARD = /(?<!\p{Nd})\p{Nd}{4}(?:[^\p{L}\p{N}]{1,3}\p{Nd}{4}){3}(?!\p{Nd})/gu;
/**
 * Runs of digits (of any script) with the separators that people and phones use: spaces, brackets, dashes of
 * any width, dots, and invisible marks (Cf), which right-to-left texts have around numbers.
 */
const DIGITS = /[+＋]?[(（]?\p{Nd}(?:[\s()（）.．·•/／|~_*\p{Pd}−ー・\p{Cf}]{0,5}\p{Nd}){6,}/gu;
const DAY_OR_MONTH = "(?:0?[1-9]|[12][0-9]|3[01])";
const YEAR = "(?:19|20)[0-9]{2}";
const DAY = `(?:${YEAR}[-/.](?:0?[1-9]|1[0-2])[-/.]${DAY_OR_MONTH}|${DAY_OR_MONTH}[-/.]${DAY_OR_MONTH}[-/.]${YEAR})`;
/** The hour of a following time: a colon ends a run of digits, a point does not. */
const HOUR = String.raw`(?:\s+(?:[01]?[0-9]|2[0-3])(?:\.[0-5][0-9])?)?`;
const DAYS = new RegExp(String.raw`^${DAY}${HOUR}(?:\s?[-–]\s?${DAY}${HOUR})?$`);
/** A span between two times of day, written with points. */
const HOURS = /^(?:[01]?\d|2[0-3])\.[0-5]\d\s?[-–]\s?(?:[01]?\d|2[0-3])\.[0-5]\d$/;

function isPersonal(match: string): boolean {
  return !DAYS.test(match) && !HOURS.test(match);
}

/** Keeps the shape, so that a reader sees that something was masked. */
function mask(match: string): string {
  return match.replace(DIGIT, "•");
}
