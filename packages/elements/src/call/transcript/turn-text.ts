import type { CallDetail, Message } from "@keyhole/contract";
import { clockTime } from "../../base/clock-time.ts";
import type { Text } from "../../i18n/text.ts";
import { isRecognised, speakerName, startOf } from "./speaker-name.ts";
import type { TranscriptFile } from "./transcript-file.ts";

/** A turn in one line and more: `[0:42] Agent: …`. Further lines are indented, so that none looks like a turn. */
export function turnText(text: Text, turn: Message): string {
  const at = startOf(turn);
  const name = isRecognised(turn)
    ? `${speakerName(text, turn)} (${text("recognised")})`
    : speakerName(text, turn);
  const words = (turn.text ?? "").split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/).join("\n    ");
  return `${at === null ? "" : `[${clockTime(at)}] `}${name}${words && `: ${words}`}`;
}

/** A transcript with all that a file of it says. */
export function transcriptFile(
  text: Text,
  call: CallDetail,
  turns: readonly Message[],
  complete: boolean,
): TranscriptFile {
  const words = {
    line: (turn: Message) => turnText(text, turn),
    speaker: (turn: Message) => speakerName(text, turn),
    recognised: isRecognised,
    stage: (stage: number) => text("stage", { number: stage + 1 }),
    recognisedNote: text("recognisedNote"),
    incomplete: text("incomplete"),
  };
  return { call, turns, complete, words };
}
