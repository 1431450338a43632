import { en } from "../src/i18n/en.ts";
import { enAdmin } from "../src/i18n/en-admin.ts";
import { enCall } from "../src/i18n/en-call.ts";
import { enDoctor } from "../src/i18n/en-doctor.ts";
import { enErrors } from "../src/i18n/en-errors.ts";
import { enEvaluation } from "../src/i18n/en-evaluation.ts";
import { enEvents } from "../src/i18n/en-events.ts";
import { enExport } from "../src/i18n/en-export.ts";
import { enList } from "../src/i18n/en-list.ts";
import { enOverview } from "../src/i18n/en-overview.ts";
import { enSignIn } from "../src/i18n/en-sign-in.ts";
import { enTalk } from "../src/i18n/en-talk.ts";
import { enTalkCall } from "../src/i18n/en-talk-call.ts";
import { enVerdicts } from "../src/i18n/en-verdicts.ts";
import type { Catalogue } from "../src/i18n/text.ts";

/** Every English text, of the entry and of each lazy module. */
export const englishTexts: Catalogue = {
  ...en,
  ...enAdmin,
  ...enCall,
  ...enDoctor,
  ...enErrors,
  ...enEvaluation,
  ...enEvents,
  ...enExport,
  ...enList,
  ...enOverview,
  ...enSignIn,
  ...enTalk,
  ...enTalkCall,
  ...enVerdicts,
};
