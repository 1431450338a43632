import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The root of the checkout, with a slash at its end. */
export const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const PAGES = `${ROOT}apps/docs/pages/`;

/** A page of the site, in Markdown. */
export interface SourcePage {
  /** From `pages/`. */
  name: string;
  text: string;
}

/** A fenced block of code. */
export interface Block {
  /** Page and line, for messages. */
  at: string;
  language: string;
  /** The words after the language. */
  words: readonly string[];
  text: string;
}

export function readPages(): SourcePage[] {
  return globSync("**/*.md", { cwd: PAGES })
    .sort()
    .map((name) => ({ name, text: readFileSync(`${PAGES}${name}`, "utf8") }));
}

const FENCE = /^```(\S*)(.*)\n([\s\S]*?)^```$/gm;

export function blocksOf({ name, text }: SourcePage): Block[] {
  return [...text.matchAll(FENCE)].map(({ index, 1: language = "", 2: words = "", 3: code = "" }) => ({
    at: `${name}:${text.slice(0, index).split("\n").length}`,
    language,
    words: words.split(" ").filter((word) => word !== ""),
    text: code,
  }));
}

export function allBlocks(language: string): Block[] {
  return readPages()
    .flatMap(blocksOf)
    .filter((block) => block.language === language);
}

/** The code inside the sentences of a page. */
export function inlineCode({ text }: SourcePage): string[] {
  return [...text.replace(FENCE, "").matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);
}
