import {
  en,
  enCall,
  enDoctor,
  enErrors,
  enEvaluation,
  enEvents,
  enExport,
  enList,
  enOverview,
  enSignIn,
  enTalk,
  enTalkCall,
  enVerdicts,
} from "@keyhole/elements/texts";
import { table } from "./element-tables.ts";

/** The English texts, by place. */
export const TEXTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "The list until its first row, and offline": en,
  "The list beyond its rows": enList,
  "An export that runs": enExport,
  "One call": enCall,
  "Its events": enEvents,
  "Its evaluation": enEvaluation,
  "Verdicts, in rows and in an evaluation": enVerdicts,
  "An overview": enOverview,
  "A button that starts a call": enTalk,
  "A call that is started": enTalkCall,
  "Signing in at the broker": enSignIn,
  "What went wrong": enErrors,
  "Finding out why": enDoctor,
};

/** Every key of the property `texts` with its English text, in Markdown. */
export function textTables(): string {
  return Object.entries(TEXTS)
    .map(([where, texts]) => {
      const rows = Object.entries(texts).map(([key, text]) => [`\`${key}\``, text]);
      return `### ${where}\n\n${table(["key", "English"], rows)}`;
    })
    .join("\n\n");
}
