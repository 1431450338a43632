/**
 * Masks e-mail addresses, phone numbers and card numbers in a text that was written by or for
 * people. It would rather mask an order number than leave a phone number: any group of 7 to 19
 * digits that is not a date or a time goes. Numbers that are spelt out in words stay.
 */
export function maskPersonalData(text: string): string {
  // Most texts hold neither, and searching them for the patterns is what costs.
  const withoutEmail = text.includes("@") ? text.replace(EMAIL, "•••@•••") : text;
  const hasManyDigits = (withoutEmail.match(DIGIT)?.length ?? 0) >= 7;
  return hasManyDigits
    ? withoutEmail.replace(DIGITS, (match) => (isPersonal(match) ? mask(match) : match))
    : withoutEmail;
}

const DIGIT = /\p{Nd}/gu;
const EMAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/gu;
/** Runs of digits (of any script) with the separators that people put between them. */
const DIGITS = /\+?\(?\p{Nd}(?:[\s().\-/‐-–]{0,3}\p{Nd}){6,18}/gu;
const DATE =
  /^\p{Nd}{4}[-/.]\p{Nd}{2}[-/.]\p{Nd}{2}(?:\s+\p{Nd}{1,2})?$|^\p{Nd}{1,2}[-/.]\p{Nd}{1,2}[-/.]\p{Nd}{4}$/u;

function isPersonal(match: string): boolean {
  return !DATE.test(match);
}

/** Keeps the shape, so that a reader sees that something stood here. */
function mask(match: string): string {
  return match.replace(DIGIT, "•");
}
