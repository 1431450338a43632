import type axe from "axe-core";

type Axe = typeof axe;

/** axe-core has no ES module: it is loaded as the page's script. */
const loaded = new Promise<Axe>((resolve, reject) => {
  const script = document.createElement("script");
  script.src = new URL("../node_modules/axe-core/axe.min.js", import.meta.url).href;
  script.onload = () => resolve((globalThis as unknown as { axe: Axe }).axe);
  script.onerror = () => reject(new Error("axe-core was not found"));
  document.head.append(script);
});

/** Rules of WCAG 2.2 AA and good practice that an element breaks, with where. */
export async function axeViolations(element: Element): Promise<string[]> {
  const { run } = await loaded;
  // What a page has to bring itself, or not: title, landmarks, a first heading.
  const ofThePage = [
    "region",
    "page-has-heading-one",
    "landmark-one-main",
    "document-title",
    "html-has-lang",
  ];
  const rules = Object.fromEntries(ofThePage.map((rule) => [rule, { enabled: false }]));
  const { violations, passes } = await run(element, { rules });
  if (passes.length < 5) throw new Error("axe looked at next to nothing");
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
  );
}
