import { box } from "../base/styles/box.styles.ts";
import { tokens } from "../base/styles/tokens.styles.ts";
import { notice } from "../errors/notice.styles.ts";
import { row } from "./rows/row.styles.ts";

/** On paper the tokens have the last word. */
export const styles = [box, row, notice, tokens];
