import { existsSync, globSync, readFileSync } from "node:fs";
import { ROOT } from "../support/pages.ts";

/** A recipe of CONTRIBUTING.md: an example in the code, and the files that it takes. */
export interface Recipe {
  title: string;
  /** What marks the example in a file. */
  example: RegExp;
  /** Where it is looked for. */
  globs: readonly string[];
  /** Paths before the colon of each numbered step. */
  steps: readonly string[];
}

const SECTION = /^### (.+)\n\n<!-- example: (.+) in (.+) -->\n([\s\S]*?)(?=^#|(?![\s\S]))/gm;
const PATH = /`((?:[\w.-]+\/)+[\w.-]+|\w+\.md)`/g;

export function readRecipes(markdown: string): Recipe[] {
  return [...markdown.matchAll(SECTION)].map(([, title = "", example = "", globs = "", body = ""]) => ({
    title,
    example: new RegExp(example, "m"),
    globs: globs.split(", "),
    steps: [...body.matchAll(/^\d+\. ([^:]+):/gm)].flatMap(([, paths = ""]) => pathsOf(paths)),
  }));
}

/** Files outside tests that hold the example and are no step, and steps that do not hold it. */
export function recipeFaults({ title, example, globs, steps }: Recipe): string[] {
  const holders = globSync([...globs], { cwd: ROOT, exclude: (name) => /node_modules|^dist$/.test(name) })
    .filter((path) => !path.endsWith(".test.ts") && example.test(readFileSync(`${ROOT}${path}`, "utf8")))
    .sort();
  return [
    ...holders.filter((path) => !steps.includes(path)).map((path) => `${title}: ${path} is no step`),
    ...steps.filter((path) => !holders.includes(path)).map((path) => `${title}: ${path} holds no example`),
  ];
}

/** Paths of a text that lead nowhere. */
export function deadPaths(markdown: string): string[] {
  return pathsOf(markdown).filter((path) => !existsSync(`${ROOT}${path}`));
}

function pathsOf(markdown: string): string[] {
  return [...markdown.matchAll(PATH)].map(([, path = ""]) => path);
}
