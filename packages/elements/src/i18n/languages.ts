/** Languages with a catalogue of their own, loaded when an element is in one; all others read English. */
export const LANGUAGES = ["de", "es", "ja", "ar"] as const;
export type Language = (typeof LANGUAGES)[number];
