import { addTexts, textIn } from "../src/i18n/localize.ts";
import type { Text } from "../src/i18n/text.ts";
import { englishTexts } from "./english-texts.ts";

addTexts(englishTexts);

/** All texts, in English. */
export const english: Text = (key, values) => textIn("en", {}, key, values);
