import { exportStyles } from "./export-view.styles.ts";
import { newCallsStyles } from "./new-calls-view.styles.ts";
import { toolbarStyles } from "./toolbar.styles.ts";

/** A sheet belongs to the document that it was made in. */
const sheets = new WeakMap<Document, CSSStyleSheet>();

/** Adds the styles of this part to an element that has those of the entry. */
export function adoptListStyles(root: Node): void {
  const { ownerDocument } = root;
  const view = ownerDocument?.defaultView;
  if (!(root instanceof ShadowRoot) || !ownerDocument || !view) return;
  let sheet = sheets.get(ownerDocument);
  if (!sheet) {
    sheet = new view.CSSStyleSheet();
    sheet.replaceSync(newCallsStyles + toolbarStyles + exportStyles);
    sheets.set(ownerDocument, sheet);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}
