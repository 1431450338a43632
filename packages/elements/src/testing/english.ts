import { enCall } from "../texts/en-call.ts";
import { enLater } from "../texts/en-later.ts";
import { enList } from "../texts/en-list.ts";
import { addTexts, textIn } from "../texts/localize.ts";
import type { Text } from "../texts/text.ts";

for (const texts of [enLater, enCall, enList]) addTexts(texts);

/** All texts, in English. */
export const english: Text = (key, values) => textIn("en", {}, key, values);
