import type { SourcePage } from "../support/pages.ts";

/** Words that say that something is to come. */
const ABSENCE = /\byet\b|\bso far\b|\bstill missing\b|\bfor now\b|\bcoming soon\b|\bplanned\b/i;
const CLAIM = /<!-- missing: (.+?) -->/g;

/**
 * Claims of absence that no comment backs, and comments that name something that exists. The comment
 * stands beside the sentence: `<!-- missing: POST /v1/calls, <keyhole-talk> -->`.
 */
export function missingFaults({ name, text }: SourcePage, exists: (what: string) => boolean): string[] {
  let isClaimed = false;
  return blocksOf(text).flatMap((block) => {
    const isAbsence = ABSENCE.test(block.replace(/`[^`\n]+`/g, "").replace(CLAIM, ""));
    if (block.startsWith("#")) {
      isClaimed = isAbsence;
      return [];
    }
    const claims = [...block.matchAll(CLAIM)].flatMap(([, names = ""]) => names.split(", "));
    return [
      ...((isAbsence || isClaimed) && claims.length === 0
        ? [`${name}: says what is missing without a <!-- missing: … -->: ${block.trim()}`]
        : []),
      ...claims.filter(exists).map((claim) => `${name}: ${claim} is there`),
    ];
  });
}

/** Headings, paragraphs, list items and table rows, without code. */
function blocksOf(markdown: string): string[] {
  return markdown
    .replace(/^( *)```[\s\S]*?^\1```$/gm, "")
    .split(/\n(?=\s*\n|\s*[-|#]|\s*\d+\. )/)
    .map((block) => block.trim())
    .filter((block) => block !== "");
}
