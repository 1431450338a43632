import { stylesAdopter } from "../theme/adopt-styles.ts";
import { exportStyles } from "./export-view.styles.ts";
import { listStyles } from "./list.styles.ts";
import { newCallsStyles } from "./new-calls-view.styles.ts";
import { toolbarStyles } from "./toolbar.styles.ts";

/** Adds the styles of this part to an element that has those of the entry. */
export const adoptListStyles = stylesAdopter(listStyles + newCallsStyles + toolbarStyles + exportStyles);
