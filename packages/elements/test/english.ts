import { enCall } from "../src/i18n/en-call.ts";
import { enErrors } from "../src/i18n/en-errors.ts";
import { enEvaluation } from "../src/i18n/en-evaluation.ts";
import { enExport } from "../src/i18n/en-export.ts";
import { enList } from "../src/i18n/en-list.ts";
import { enVerdicts } from "../src/i18n/en-verdicts.ts";
import { addTexts, textIn } from "../src/i18n/localize.ts";
import type { Text } from "../src/i18n/text.ts";

for (const texts of [enErrors, enCall, enEvaluation, enExport, enList, enVerdicts]) addTexts(texts);

/** All texts, in English. */
export const english: Text = (key, values) => textIn("en", {}, key, values);
