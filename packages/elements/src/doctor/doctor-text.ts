import { enDoctor } from "../i18n/en-doctor.ts";
import { addTexts, type Language, languageOf, textIn } from "../i18n/localize.ts";
import type { Catalogue, Text } from "../i18n/text.ts";
import type { Patient } from "./patient.ts";

/** These texts of each language have a file of their own: few viewers ever see them. */
const LOADERS: Record<Language, () => Promise<{ texts: Catalogue }>> = {
  de: () => import("../i18n/de-doctor.ts"),
  es: () => import("../i18n/es-doctor.ts"),
  ja: () => import("../i18n/ja-doctor.ts"),
  ar: () => import("../i18n/ar-doctor.ts"),
};

/** Looks texts up in the element's language, these texts included. English, where they cannot be loaded. */
export async function loadDoctorText({ formats: { locale }, texts }: Patient): Promise<Text> {
  addTexts(enDoctor);
  const language = languageOf(locale);
  let translated: Catalogue = {};
  if (language !== "en") {
    try {
      translated = (await LOADERS[language]()).texts;
    } catch {
      // As the element, which goes on in English.
    }
  }
  return (key, values) => textIn(locale, { ...translated, ...texts }, key, values);
}
