import type { CallDetail, Message } from "@keyhole/contract";
import { text } from "../texts/en-call.ts";
import { clockTime } from "./clock-time.ts";
import { isRecognised, speakerName, startOf } from "./speaker-name.ts";

/** A turn in one line and more: `[0:42] Agent: …`. Further lines are indented, so that none looks like a turn. */
export function turnText(turn: Message): string {
  const at = startOf(turn);
  const name = isRecognised(turn) ? `${speakerName(turn)} (${text("recognised")})` : speakerName(turn);
  const words = (turn.text ?? "").split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/).join("\n    ");
  return `${at === null ? "" : `[${clockTime(at)}] `}${name}${words && `: ${words}`}`;
}

/** The transcript as plain text. */
export function transcriptText(call: CallDetail, turns: readonly Message[], complete: boolean): string {
  const head = [
    call.title,
    [call.agent?.name, call.createdAt, call.id].filter(Boolean).join(" · "),
    text("recognisedNote"),
    complete ? null : text("incomplete"),
  ];
  const lines = turns.flatMap((turn, place) =>
    turn.stage === (turns[place - 1]?.stage ?? 0)
      ? [turnText(turn)]
      : ["", `--- ${text("stage", { number: turn.stage + 1 })} ---`, turnText(turn)],
  );
  return `${[...head.filter((line) => line !== null), "", ...lines].join("\n")}\n`;
}

/** The transcript as JSON: the call and its turns as the broker gave them. */
export function transcriptJson(call: CallDetail, turns: readonly Message[], complete: boolean): string {
  return `${JSON.stringify({ call, complete, messages: turns }, null, 2)}\n`;
}
