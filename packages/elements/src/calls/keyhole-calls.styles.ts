import { box } from "./box.styles.ts";
import { notice } from "./notice.styles.ts";
import { row } from "./row.styles.ts";
import { tokens } from "./tokens.styles.ts";

/** On paper the tokens have the last word. */
export const styles = [box, row, notice, tokens];
