import { box } from "./box.styles.ts";
import { notice } from "./notice.styles.ts";
import { row } from "./row.styles.ts";
import { tokens } from "./tokens.styles.ts";

export const styles = [tokens, box, row, notice];
