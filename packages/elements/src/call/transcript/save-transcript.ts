import { fileName, saveFile } from "../../base/save-file.ts";
import type { TranscriptFile } from "./transcript-file.ts";
import { transcriptJson, transcriptText } from "./transcript-text.ts";
import { transcriptVtt } from "./transcript-vtt.ts";

const FORMATS = {
  txt: ["text/plain", transcriptText],
  json: ["application/json", transcriptJson],
  vtt: ["text/vtt", transcriptVtt],
} as const;

/** Hands a transcript to the viewer as a file. */
export function saveTranscript(ending: keyof typeof FORMATS, file: TranscriptFile): void {
  const [type, write] = FORMATS[ending];
  saveFile(fileName(file.call.id, ending), type, write(file));
}
