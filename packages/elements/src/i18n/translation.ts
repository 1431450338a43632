import type { English } from "./text.ts";

type Category = Intl.LDMLPluralRule;
/** Texts that depend on a number, without the category at the end of their keys. */
type Counted = keyof English extends infer Key ? (Key extends `${infer Name}.other` ? Name : never) : never;

/**
 * A whole catalogue of a language: a text for every English key, and for what depends on a number one for
 * each category of the language (`new Intl.PluralRules(language).resolvedOptions().pluralCategories`).
 * A key too few or too many fails the type check.
 */
export type Translation<Categories extends Category> = Readonly<
  Record<Exclude<keyof English, `${Counted}.${Category}`> | `${Counted}.${Categories}`, string>
>;
