import { writeFileSync } from "node:fs";
import { recordSetUp } from "./record-set-up.ts";

/** Writes the recording that the documentation shows. */
const { text } = await recordSetUp();
writeFileSync(new URL("../../recording/set-up.txt", import.meta.url), text);
