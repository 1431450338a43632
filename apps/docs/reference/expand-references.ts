import { bundleSnippet } from "./bundle-snippet.ts";
import { elementPage } from "./element-page.ts";
import { elementTable } from "./element-tables.ts";
import { problemSections, troubleSections } from "./problem-sections.ts";
import { scopeTable } from "./scope-table.ts";
import { textTables } from "./text-tables.ts";

const MARKER = /^<!-- reference: (.*) -->$/gm;

/**
 * Puts what is generated from the code into a page: `<!-- reference: keyhole-calls -->` for all of an
 * element, `<!-- reference: keyhole-calls parts -->` for one table of it,
 * `<!-- reference: problems -->`, `<!-- reference: troubles -->`, `<!-- reference: scopes -->`, `<!-- reference: bundle -->`,
 * `<!-- reference: texts -->`. Throws where a marker asks for what
 * there is not, so that the build fails.
 */
export function expandReferences(markdown: string): string {
  return markdown.replace(MARKER, (_marker, asked: string) => {
    const [what = "", table = ""] = asked.split(" ");
    if (what === "problems") return problemSections();
    if (what === "troubles") return troubleSections();
    if (what === "scopes") return scopeTable();
    if (what === "bundle") return bundleSnippet();
    if (what === "texts") return textTables();
    return table === "" ? elementPage(what) : elementTable(what, table);
  });
}

/** As much of markdown-it as is used here. */
interface MarkdownRenderer {
  core: {
    ruler: {
      before(rule: string, name: string, expand: (state: { src: string }) => void): void;
    };
  };
}

/** A markdown-it plugin: pages and the search index are rendered through it. */
export function references(markdown: MarkdownRenderer): void {
  markdown.core.ruler.before("normalize", "keyhole-references", (state) => {
    state.src = expandReferences(state.src);
  });
}
