import type { TranscriptFile } from "./transcript-file.ts";

/** The transcript as plain text. */
export function transcriptText({ call, turns, complete, words }: TranscriptFile): string {
  const head = [
    call.title,
    [call.agent?.name, call.createdAt, call.id].filter(Boolean).join(" · "),
    words.recognisedNote,
    complete ? null : words.incomplete,
  ];
  const lines = turns.flatMap((turn, place) =>
    turn.stage === (turns[place - 1]?.stage ?? 0)
      ? [words.line(turn)]
      : ["", `--- ${words.stage(turn.stage)} ---`, words.line(turn)],
  );
  return `${[...head.filter((line) => line !== null), "", ...lines].join("\n")}\n`;
}

/** The transcript as JSON: the call and its turns as the broker gave them. */
export function transcriptJson({ call, turns, complete }: TranscriptFile): string {
  return `${JSON.stringify({ call, complete, messages: turns }, null, 2)}\n`;
}
