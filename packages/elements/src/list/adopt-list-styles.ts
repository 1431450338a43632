import { stylesAdopter } from "../base/styles/adopt-styles.ts";
import { exportStyles } from "./export/view.styles.ts";
import { toolbarStyles } from "./filters/toolbar.styles.ts";
import { listStyles } from "./list.styles.ts";
import { newCallsStyles } from "./refresh/new-calls.styles.ts";

/** Adds the styles of this part to an element that has those of the entry. */
export const adoptListStyles = stylesAdopter(listStyles, newCallsStyles, toolbarStyles, exportStyles);
