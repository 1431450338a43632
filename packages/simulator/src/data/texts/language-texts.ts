/** What the vendor would write after a call. Slots: `{name} {time} {ticket} {email} {phone}`. */
interface CallText {
  readonly summary: string;
  readonly shortSummary: string;
}

/** The texts of one language. */
export interface LanguageTexts {
  /** BCP 47, at most 16 characters. */
  readonly languageHint: string;
  /** Names of callers. */
  readonly names: readonly string[];
  /** Phone numbers of ranges kept for fiction or never assigned; `#` is a digit. */
  readonly phone: string;
  readonly calls: readonly CallText[];
}
