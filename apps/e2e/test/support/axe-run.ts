import { readFileSync } from "node:fs";
import type { Locator } from "playwright-core";

const AXE = readFileSync(new URL(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/** What `axe.run` looks at: all of WCAG A and AA and of good practice, or what other colours or places can break. */
const ASKED = {
  all: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
  colours: { type: "rule", values: ["color-contrast", "link-in-text-block"] },
  "colours and places": { type: "rule", values: ["color-contrast", "link-in-text-block", "target-size"] },
};

/** What of axe-core is used here. */
interface Axe {
  configure(spec: { rules: { id: string; selector: string }[] }): void;
  run(
    context: unknown,
    options: unknown,
  ): Promise<{
    violations: { id: string; nodes: { target: unknown; failureSummary?: string }[] }[];
    passes: unknown[];
  }>;
}

/**
 * Rules of WCAG 2.0 to 2.2, A and AA, and of good practice that an element breaks, with where. Rules for a
 * whole page are asked where the element is its root. With `contrastOf` only boxes that this selector matches are looked
 * at for their contrast, which costs most.
 */
export async function violationsOf(
  element: Locator,
  { asked = "all", contrastOf = "*" }: { asked?: keyof typeof ASKED; contrastOf?: string } = {},
): Promise<string[]> {
  const page = element.page();
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(AXE);
  return element.evaluate(
    async (node, { runOnly, contrastOf }) => {
      const { axe } = globalThis as unknown as { axe: Axe };
      axe.configure({ rules: [{ id: "color-contrast", selector: contrastOf }] });
      const isAll = runOnly.type === "tag";
      const { violations, passes } = await axe.run(node, {
        runOnly,
        // The size of targets is in WCAG 2.2 and switched off by default.
        ...(isAll && { rules: { "target-size": { enabled: true } } }),
        resultTypes: ["violations"],
        preload: false,
      });
      if (isAll && passes.length < 3) return ["axe looked at next to nothing"];
      // What is scrolled half under the bar of a recording comes out from there; its size is measured elsewhere.
      const isScrolled = (id: string, { failureSummary }: { failureSummary?: string }) =>
        id === "target-size" && failureSummary?.includes("partially obscured");
      return violations.flatMap(({ id, nodes: all }) => {
        const nodes = all.filter((node) => !isScrolled(id, node));
        if (nodes.length === 0) return [];
        const places = nodes.map(
          ({ target, failureSummary }) => `${JSON.stringify(target)} ${failureSummary?.split("\n")[1]}`,
        );
        return [`${id}: ${places.join(", ")}`];
      });
    },
    { runOnly: ASKED[asked], contrastOf },
  );
}
