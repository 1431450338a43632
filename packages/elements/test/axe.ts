import axe from "axe-core";

/** Rules of WCAG 2.2 AA and good practice that an element breaks, with where. */
export async function axeViolations(element: Element): Promise<string[]> {
  // What a page has to bring itself, or not: title, landmarks, a first heading.
  const ofThePage = [
    "region",
    "page-has-heading-one",
    "landmark-one-main",
    "document-title",
    "html-has-lang",
  ];
  const rules = Object.fromEntries(ofThePage.map((rule) => [rule, { enabled: false }]));
  const { violations, passes } = await axe.run(element, { rules });
  if (passes.length < 5) throw new Error("axe looked at next to nothing");
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
  );
}
