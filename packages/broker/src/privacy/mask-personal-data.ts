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
  const withoutEmail = maskEmails(text);
  if (!hasManyDigits(withoutEmail)) return withoutEmail;
  // Runs first: a card number inside a longer number is masked together with it.
  const withoutRuns = replaceNumbers(withoutEmail, DIGITS, (match) =>
    isPersonal(match) ? mask(match) : match,
  );
  return replaceNumbers(withoutRuns, CARD, mask);
}

/** Whether a text has as many digits as a short phone number. */
function hasManyDigits(text: string): boolean {
  let digits = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (isDigit(code)) digits += 1;
    else if (mayBeDigit(code)) return (text.match(DIGIT)?.length ?? 0) >= DIGITS_MIN;
    if (digits >= DIGITS_MIN) return true;
  }
  return false;
}

const DIGITS_MIN = 7;
const LATIN_DIGITS = [0xb2, 0xb3, 0xb9, 0xbc, 0xbd, 0xbe];

/** 0 to 9, and ²³¹¼½¾. */
function isDigit(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0xb2 && code <= 0xbe && LATIN_DIGITS.includes(code));
}

/**
 * Whether a code unit may be of a digit that `isDigit` does not know. It is none of the Latin, Greek, Cyrillic, Hebrew
 * and Arabic letters, of general punctuation, kana, CJK ideographs and Hangul. To ask the regular expression costs a
 * hundred times as much.
 */
function mayBeDigit(code: number): boolean {
  if (code < 0x660) return false;
  if (code >= 0x2000 && code <= 0x206f) return false;
  if (code >= 0x3000 && code <= 0x318f) return false;
  return !((code >= 0x4e00 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7a3));
}

/** Signs before a number that belong to it. */
const SIGNS = "+＋(（";

/**
 * Replaces what a sticky pattern finds, which begins with a sign or a digit. Elsewhere it is not tried: V8 looks digits
 * of all scripts up in a list, character by character.
 */
function replaceNumbers(text: string, pattern: RegExp, replace: (match: string) => string): string {
  let replaced = "";
  let end = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (!isDigit(code) && !mayBeDigit(code) && !SIGNS.includes(text.charAt(index))) continue;
    pattern.lastIndex = index;
    const match = pattern.exec(text)?.[0];
    if (match === undefined) continue;
    replaced += text.slice(end, index) + replace(match);
    end = index + match.length;
    index = end - 1;
  }
  return replaced + text.slice(end);
}

/**
 * Finds each at with its domain first, then looks back for the name before it. Trying a name at every
 * character takes a hundred times as long for a text that is one long word.
 */
function maskEmails(text: string): string {
  if (!AT.test(text)) return text;
  let masked = "";
  let end = 0;
  for (const { 0: found, index } of text.matchAll(DOMAIN)) {
    NAME.lastIndex = index;
    const length = NAME.exec(text)?.[1]?.length ?? 0;
    const start = Math.max(end, index - length);
    if (start === index) continue;
    masked += `${text.slice(end, start)}•••@•••`;
    end = index + found.length;
  }
  return masked + text.slice(end);
}

/** Digits of any script, and those in circles, brackets or raised. */
const DIGIT = /[\p{Nd}\p{No}]/gu;
/**
 * Letters of any script take marks (vowel signs) and invisible characters. The signs are those of RFC 5322
 * section 3.2.3; quoted names and addresses in brackets are e-mail too (sections 3.2.4 and 3.4.1).
 */
const NAME = /(?<=([\p{L}\p{M}\p{N}\p{Cf}.!#$&'*+/=?^_`{|}~-]{1,64}|"[^"\n]{1,64}"))/uy;
const AT = /[@＠﹫]|%40|\\u0040|&#(?:64|x40);/u;
/** An at, also as URLs, JSON and HTML write it, and a domain. */
const DOMAIN =
  /(?:[@＠﹫]|%40|\\u0040|&#(?:64|x40);)(?:[\p{L}\p{M}\p{N}\p{Cf}-]{1,63}(?:[.．。][\p{L}\p{M}\p{N}\p{Cf}-]{1,63})+|\[[^\][@\s]{1,64}\])/gu;
/** Four groups of four digits with any separators. */
const CARD = /(?<!\p{Nd})\p{Nd}{4}(?:[^\p{L}\p{N}]{1,3}\p{Nd}{4}){3}(?!\p{Nd})/uy;
/**
 * Runs of digits (of any script) with the separators that people and phones use: spaces, brackets, dashes of
 * any width, dots, colons, quotes, marks (of keycaps), and invisible marks (Cf), which right-to-left texts
 * have around numbers.
 */
const DIGITS =
  /[+＋]?[(（]?[\p{Nd}\p{No}](?:[\s()（）.．·•/／|~_*:：;；'’"\p{M}\p{Pd}−ー・\p{Cf}]{0,5}[\p{Nd}\p{No}]){6,}/uy;
const DAY_OR_MONTH = "(?:0?[1-9]|[12][0-9]|3[01])";
const YEAR = "(?:19|20)[0-9]{2}";
const DAY = `(?:${YEAR}[-/.](?:0?[1-9]|1[0-2])[-/.]${DAY_OR_MONTH}|${DAY_OR_MONTH}[-/.]${DAY_OR_MONTH}[-/.]${YEAR})`;
const TIME = String.raw`(?:[01]?[0-9]|2[0-3])[.:][0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,3})?)?`;
/** What stands between a day, a time and the next one. */
const BETWEEN = String.raw`[\s:;'’"–-]{1,5}`;
/** A number of at most two digits after a day or a time: its hour, or what it is about. */
const FEW = `(?:${BETWEEN}[0-9]{1,2})?`;
const MOMENT = `(?:${DAY}|${TIME})`;
const MOMENTS = new RegExp(`^${MOMENT}(?:${BETWEEN}${MOMENT})*${FEW}$`);

function isPersonal(match: string): boolean {
  return !MOMENTS.test(match);
}

/** Keeps the shape, so that a reader sees that something was masked. */
function mask(match: string): string {
  return match.replace(DIGIT, "•");
}
