import type { en } from "./en.ts";
import type { enAdmin } from "./en-admin.ts";
import type { enCall } from "./en-call.ts";
import type { enDoctor } from "./en-doctor.ts";
import type { enErrors } from "./en-errors.ts";
import type { enEvaluation } from "./en-evaluation.ts";
import type { enEvents } from "./en-events.ts";
import type { enExport } from "./en-export.ts";
import type { enList } from "./en-list.ts";
import type { enOverview } from "./en-overview.ts";
import type { enSignIn } from "./en-sign-in.ts";
import type { enTalk } from "./en-talk.ts";
import type { enTalkCall } from "./en-talk-call.ts";
import type { enVerdicts } from "./en-verdicts.ts";

/** What the lazy modules say in English, each bringing its own texts; a language has one catalogue of them. */
type More = typeof enCall &
  typeof enErrors &
  typeof enExport &
  typeof enList &
  typeof enSignIn &
  typeof enVerdicts &
  typeof enEvaluation &
  typeof enEvents &
  typeof enOverview;

/** What a talk says in English. */
type Talk = typeof enTalk & typeof enTalkCall;

type Category = Intl.LDMLPluralRule;

/** A key to look a text up by; for a text with plurals, the key without the category. */
export type TextKey = keyof (typeof en & More & Talk & typeof enDoctor & typeof enAdmin) extends infer Key
  ? Key extends `${infer Name}.${Category}`
    ? Name
    : Key
  : never;

/** Texts by key. `{name}` is a place for a value. */
export type Catalogue = Readonly<Record<string, string>>;

/** Values for the places of a text. They are text, never markup; `count` chooses the plural. */
export type TextValues = Readonly<Record<string, string | number>>;

/** Looks up a text in the language of an element, with values in its places. */
export type Text = (key: TextKey, values?: TextValues) => string;

/** Texts that depend on a number, without the category at the end of their keys. */
type Counted<Texts> = keyof Texts extends infer Key
  ? Key extends `${infer Name}.other`
    ? Name
    : never
  : never;

/** A text for every key of English texts, and for each that depends on a number one for each category. */
type Translated<Texts, Categories extends Category> = Readonly<
  Record<Exclude<keyof Texts, `${Counted<Texts>}.${Category}`> | `${Counted<Texts>}.${Categories}`, string>
>;

/**
 * What a language says until the first row: a text for every English key of `en`. None depends on a number.
 * A missing or an unknown key fails the type check.
 */
export type FirstTexts = Translated<typeof en, "other">;

/**
 * What a language says beyond that: a text for every English key of the lazy modules, and for each text that depends
 * on a number one for each category of the language
 * (`new Intl.PluralRules(language).resolvedOptions().pluralCategories`).
 */
export type MoreTexts<Categories extends Category> = Translated<More, Categories>;

/** The same for the texts of a diagnosis, which no page needs before somebody asks for one. */
export type DoctorTexts<Categories extends Category> = Translated<typeof enDoctor, Categories>;

/** The same for the texts of a talk, which other elements do without. None depends on a number. */
export type TalkTexts = Translated<Talk, "other">;

/** The same for the texts of the owner's page, which no element needs. */
export type AdminTexts<Categories extends Category> = Translated<typeof enAdmin, Categories>;
