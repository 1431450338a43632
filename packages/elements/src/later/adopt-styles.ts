import { detailsStyles } from "./details.styles.ts";

let sheet: CSSStyleSheet | undefined;

/** Adds the styles of this part to an element that has those of the entry. */
export function adoptStyles(root: Node): void {
  if (!(root instanceof ShadowRoot)) return;
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(detailsStyles);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}
