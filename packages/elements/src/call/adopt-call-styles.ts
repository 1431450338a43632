import { stylesAdopter } from "../base/styles/adopt-styles.ts";
import { callStyles } from "./call.styles.ts";
import { playerStyles } from "./player/player.styles.ts";
import { printStyles } from "./print.styles.ts";
import { transcriptStyles } from "./transcript/transcript.styles.ts";

/** Adds the styles of this part to an element that has those of the entry. */
export const adoptCallStyles = stylesAdopter(callStyles, transcriptStyles, playerStyles, printStyles);
