import type { en } from "./en.ts";
import type { enCall } from "./en-call.ts";
import type { enLater } from "./en-later.ts";
import type { enList } from "./en-list.ts";

/** All texts in English; each part of the elements brings its own. */
export type English = typeof en & typeof enCall & typeof enLater & typeof enList;

/** A text that depends on a number has a key for each category of its language (`Intl.PluralRules`). */
type Plural = `.${Intl.LDMLPluralRule}`;

/** A key to ask for a text by; of a text with plurals the key without the category. */
export type TextKey = keyof English extends infer Key
  ? Key extends `${infer Name}${Plural}`
    ? Name
    : Key
  : never;

/** Texts by key. `{name}` is a place for a value. */
export type Catalogue = Readonly<Record<string, string>>;

/** Values for the places of a text. They are text, never markup; `count` chooses the plural. */
export type TextValues = Readonly<Record<string, string | number>>;

/** Looks up a text in the language of an element, with values in its places. */
export type Text = (key: TextKey, values?: TextValues) => string;
