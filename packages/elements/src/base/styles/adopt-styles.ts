import type { CSSResult } from "lit";

/** What adds a sheet of styles to a shadow root, once to each. A sheet belongs to the document it was made in. */
export function stylesAdopter(...styles: readonly CSSResult[]): (root: Node) => void {
  const sheets = new WeakMap<Document, CSSStyleSheet>();
  return (root) => {
    const { ownerDocument } = root;
    const view = ownerDocument?.defaultView;
    if (!(root instanceof ShadowRoot) || !ownerDocument || !view) return;
    let sheet = sheets.get(ownerDocument);
    if (!sheet) {
      sheet = new view.CSSStyleSheet();
      sheet.replaceSync(styles.join(""));
      sheets.set(ownerDocument, sheet);
    }
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  };
}
