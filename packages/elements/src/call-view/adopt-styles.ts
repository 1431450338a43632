import { callStyles } from "./call.styles.ts";
import { playerStyles } from "./player.styles.ts";
import { printStyles } from "./print.styles.ts";
import { transcriptStyles } from "./transcript.styles.ts";

/** A sheet belongs to the document that it was made in. */
const sheets = new WeakMap<Document, CSSStyleSheet>();

/** Adds the styles of this part to an element that has those of the entry. */
export function adoptStyles(root: Node): void {
  const { ownerDocument } = root;
  const view = ownerDocument?.defaultView;
  if (!(root instanceof ShadowRoot) || !ownerDocument || !view) return;
  let sheet = sheets.get(ownerDocument);
  if (!sheet) {
    sheet = new view.CSSStyleSheet();
    sheet.replaceSync(callStyles + transcriptStyles + playerStyles + printStyles);
    sheets.set(ownerDocument, sheet);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}
