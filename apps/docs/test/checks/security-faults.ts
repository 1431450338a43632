import { existsSync, readFileSync } from "node:fs";
import { ROOT } from "../support/pages.ts";

/** A row of a table of claims in SECURITY.md. */
export interface ClaimRow {
  claim: string;
  /** What stops it from breaking: the code, by its path. */
  stop: string;
  /** The last cell: `path › "name"`, one or more. */
  tests: string;
}

const TABLE = /^\| claim \|.*\| test \|\n\|[-|]+\n((?:\|.*\n?)+)/gm;
const REFERENCE = /`([^`]+)` › "(.+?)"(?=, `| *$)/g;
/** A call with a name as its first argument: `it("…",`, or `it.each(…)("…",`. */
const TEST = /(?:\b(?:describe|it|test)|\))\(\s*(["'`])((?:\\.|(?!\1)[^\\])*)\1,/g;

export function claimRows(markdown: string): ClaimRow[] {
  return [...markdown.matchAll(TABLE)].flatMap(([, body = ""]) =>
    body
      .trim()
      .split("\n")
      .map((line) => line.split(" | "))
      .map((cells) => ({
        claim: cells[0]?.replace(/^\| /, "") ?? "",
        stop: cells[1] ?? "",
        tests: cells.at(-1)?.replace(/ ?\|$/, "") ?? "",
      })),
  );
}

/** Code of a claim that is not there. */
export function codeFaults({ claim, stop }: ClaimRow): string[] {
  const paths = [...stop.matchAll(/`([\w-]+\/[^`]+)`/g)].map(([, path = ""]) => path);
  return paths.filter((path) => !existsSync(`${ROOT}${path}`)).map((path) => `${claim} there is no ${path}`);
}

/** Tests of a claim that are not there, and a claim that names none, or names one in another way. */
export function testFaults({ claim, tests }: Pick<ClaimRow, "claim" | "tests">): string[] {
  const references = [...tests.matchAll(REFERENCE)];
  const rest = tests.replace(REFERENCE, "").replace(/[ ,]/g, "");
  if (references.length === 0 || rest !== "") return [`${claim} names no test: ${tests}`];
  return references.flatMap(([, path = "", name = ""]) => {
    if (!path.endsWith(".test.ts") || !existsSync(`${ROOT}${path}`)) return [`${claim} there is no ${path}`];
    return testNames(readFileSync(`${ROOT}${path}`, "utf8")).includes(name)
      ? []
      : [`${claim} ${path} has no test "${name}"`];
  });
}

function testNames(source: string): string[] {
  return [...source.matchAll(TEST)].map(([, , name = ""]) => name.replace(/\\(["'`])/g, "$1"));
}
