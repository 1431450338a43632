/**
 * Masks e-mail addresses, phone numbers and card numbers in a text that was written by or for
 * people. It would rather mask an order number than leave a phone number: any group of 7 digits
 * or more that is not a date or a time goes. Numbers that are spelt out in words stay.
 */
export function maskPersonalData(text: string): string {
  // Most texts hold neither, and searching them for the patterns is what costs.
  const withoutEmail = /[@＠]/.test(text) ? text.replace(EMAIL, "•••@•••") : text;
  const hasManyDigits = (withoutEmail.match(DIGIT)?.length ?? 0) >= 7;
  return hasManyDigits
    ? withoutEmail.replace(DIGITS, (match) => (isPersonal(match) ? mask(match) : match))
    : withoutEmail;
}

const DIGIT = /\p{Nd}/gu;
/** Letters of any script take marks (vowel signs); the signs are those of RFC 5322 section 3.2.3. */
const EMAIL =
  /[\p{L}\p{M}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}[@＠][\p{L}\p{M}\p{N}-]{1,63}(?:[.．。][\p{L}\p{M}\p{N}-]{1,63})+/gu;
/**
 * Runs of digits (of any script) with what people and phones put between them: spaces, brackets,
 * dashes of any width, and invisible marks (Cf), as right-to-left texts hold around numbers.
 */
const DIGITS = /[+＋]?[(（]?\p{Nd}(?:[\s()（）.．/／\p{Pd}−ー・\p{Cf}]{0,5}\p{Nd}){6,}/gu;
const DAY = String.raw`(?:\p{Nd}{4}[-/.]\p{Nd}{1,2}[-/.]\p{Nd}{1,2}|\p{Nd}{1,2}[-/.]\p{Nd}{1,2}[-/.]\p{Nd}{4})`;
/** The hour of a time that follows; its colon ends a run of digits, a point does not. */
const HOUR = String.raw`(?:\s+\p{Nd}{1,2}(?:\.\p{Nd}{2})?)?`;
const DAYS = new RegExp(String.raw`^${DAY}${HOUR}(?:\s?[-–]\s?${DAY}${HOUR})?$`, "u");
/** From one time of day to another, written with points. */
const HOURS = /^(?:[01]?\d|2[0-3])\.[0-5]\d\s?[-–]\s?(?:[01]?\d|2[0-3])\.[0-5]\d$/;

function isPersonal(match: string): boolean {
  return !DAYS.test(match) && !HOURS.test(match);
}

/** Keeps the shape, so that a reader sees that something stood here. */
function mask(match: string): string {
  return match.replace(DIGIT, "•");
}
