import { readFileSync } from "node:fs";

const RECORDING = new URL("../../../packages/create-keyhole/recording/set-up.txt", import.meta.url);

/** A guided set-up as a person sees it at a terminal, in Markdown. A test of create-keyhole holds it to the code. */
export function recordedSetUp(): string {
  return `\`\`\`text\n${readFileSync(RECORDING, "utf8")}\`\`\``;
}
