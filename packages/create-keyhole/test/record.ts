import { writeFileSync } from "node:fs";
import { BUTTON_FOLDER, buttonFiles } from "./button/button-files.ts";
import { recordSetUp } from "./session/record-set-up.ts";

/** Writes the recording that the documentation shows, and the folder behind the button of the README. */
const { text } = await recordSetUp();
writeFileSync(new URL("../recording/set-up.txt", import.meta.url), text);
for (const [name, content] of Object.entries(buttonFiles()))
  writeFileSync(new URL(name, BUTTON_FOLDER), content);
