import { Random } from "../base/random.ts";
import { fillSlots, type Language, slotValues } from "../languages/language.ts";
import { LANGUAGES } from "../languages/languages.ts";
import type { CallRow } from "./call-row.ts";

/** The vendor's summaries of a call, and the call's language. */
export interface WrittenTexts {
  readonly languageHint: string;
  readonly summary: string | null;
  readonly shortSummary: string | null;
}

/** The texts of a call. They are always the same. */
export function textsOf(row: CallRow): WrittenTexts {
  const random = Random.for(row.seed, "texts");
  const language = drawLanguage(row, random);
  const { languageHint } = language;
  if (row.texts.kind === "given") {
    return { languageHint, summary: row.texts.summary, shortSummary: row.texts.shortSummary };
  }
  const text = random.pick(language.calls);
  const values = slotValues(random, language);
  const missing = missingTexts(row, random);
  return {
    languageHint,
    summary: missing.summary ? null : fillSlots(text.summary, values),
    shortSummary: missing.shortSummary ? null : fillSlots(text.shortSummary, values),
  };
}

/** The language that a call is held in. */
export function languageOf(row: CallRow): Language {
  return drawLanguage(row, Random.for(row.seed, "texts"));
}

/** Draws even if the language is planned, so that later draws stay the same. */
function drawLanguage(row: CallRow, random: Random): Language {
  const drawn = random.weighted(LANGUAGES);
  return row.plan.language ?? drawn;
}

/** Running, unjoined and just ended calls have no summaries. Other calls lack one now and then. */
function missingTexts(row: CallRow, random: Random): { summary: boolean; shortSummary: boolean } {
  const silent = row.endedMicros === null || row.joinedMicros === null || row.texts.kind === "pending";
  if (silent || random.chance(row.endReason === "system_error" ? 0.5 : 0.03)) {
    return { summary: true, shortSummary: true };
  }
  const lone = random.integer(1, 50);
  return { summary: lone === 1, shortSummary: lone === 2 };
}
