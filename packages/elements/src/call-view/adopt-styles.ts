import { callStyles } from "./call.styles.ts";
import { playerStyles } from "./player.styles.ts";
import { printStyles } from "./print.styles.ts";
import { transcriptStyles } from "./transcript.styles.ts";

let sheet: CSSStyleSheet | undefined;

/** Adds the styles of this part to an element that has those of the entry. */
export function adoptStyles(root: Node): void {
  if (!(root instanceof ShadowRoot)) return;
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(callStyles + transcriptStyles + playerStyles + printStyles);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}
