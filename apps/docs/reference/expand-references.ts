import { browserTable, missingFeatures } from "./browser-tables.ts";
import { bundleSnippet } from "./bundle-snippet.ts";
import { elementPage } from "./element-page.ts";
import { elementTable } from "./element-tables.ts";
import { problemSections, troubleSections } from "./problem-sections.ts";
import { recordedSetUp } from "./recorded-set-up.ts";
import { scopeTable } from "./scope-table.ts";
import { textTables } from "./text-tables.ts";

const MARKER = /^<!-- reference: (.*) -->$/gm;

/**
 * Replaces the markers of a page with text generated from the code: `<!-- reference: keyhole-calls -->` for
 * a whole element, `<!-- reference: keyhole-calls parts -->` for one of its tables, and
 * `<!-- reference: problems -->`, `troubles`, `scopes`, `bundle`, `texts`, `browsers`, `missing-features` and
 * `set-up`. Throws for an unknown marker, so that the build fails.
 */
export function expandReferences(markdown: string): string {
  return markdown.replace(MARKER, (_marker, asked: string) => {
    const [what = "", table = ""] = asked.split(" ");
    if (what === "problems") return problemSections();
    if (what === "troubles") return troubleSections();
    if (what === "scopes") return scopeTable();
    if (what === "bundle") return bundleSnippet();
    if (what === "browsers") return browserTable();
    if (what === "missing-features") return missingFeatures();
    if (what === "set-up") return recordedSetUp();
    if (what === "texts") return textTables();
    return table === "" ? elementPage(what) : elementTable(what, table);
  });
}

/** The part of markdown-it that this plugin uses. */
interface MarkdownRenderer {
  core: {
    ruler: {
      before(rule: string, name: string, expand: (state: { src: string }) => void): void;
    };
  };
}

/** A markdown-it plugin. VitePress renders pages and the search index with it. */
export function references(markdown: MarkdownRenderer): void {
  markdown.core.ruler.before("normalize", "keyhole-references", (state) => {
    state.src = expandReferences(state.src);
  });
}
