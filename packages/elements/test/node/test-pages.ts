import { globSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** Files whose tests need a page that no other test has used, with the reason. */
const ON_OWN_PAGES: Readonly<Record<string, string>> = {
  "src/i18n/localize.test.ts": "starts without the languages that other tests load",
  "src/i18n/offline.test.ts": "starts without the languages that other tests load",
  "src/list/url-controller.test.ts": "counts the entries of the page's history",
};

/**
 * Writes a module for each folder with tests, `.pages/<folder>.ts`, which loads the folder's test files one after
 * another. Returns the paths of what the runner opens a page for: those modules, and the files that need
 * pages of their own. A page for each file would take longer to open than most files take to run.
 */
export function writeTestPages(packageDir: string): string[] {
  const files = globSync("{src,test}/**/*.test.ts", { cwd: packageDir }).sort();
  const own = Object.keys(ON_OWN_PAGES);
  const shared = files.filter((file) => !own.includes(file));
  const pages = [...new Set(shared.map(dirname))].map((folder) => {
    const page = `.pages/${folder}.ts`;
    const from = (file: string) => relative(dirname(page), file);
    const lines = shared
      .filter((file) => dirname(file) === folder)
      .map((file) => `await loadFile("${file}", () => import("${from(file)}"));\n`);
    mkdirSync(join(packageDir, dirname(page)), { recursive: true });
    writeFileSync(
      join(packageDir, page),
      `import { loadFile } from "${from("test/mocha.ts")}";\n\n${lines.join("")}`,
    );
    return page;
  });
  return [...own, ...pages];
}
