import type { CallDetail, Message } from "@keyhole/contract";
import { clockTime } from "../../base/clock-time.ts";
import { CUE_MS } from "../../base/limits.ts";
import { fileName, saveFile } from "../../base/save-file.ts";
import type { Text } from "../../i18n/text.ts";
import { isRecognised, speakerName, startOf } from "./turns.ts";

/** A transcript to download, in the language of `text`. */
export interface TranscriptFile {
  text: Text;
  /** BCP 47 tag for numbers; undefined for the browser's own. */
  locale: string | undefined;
  call: CallDetail;
  turns: readonly Message[];
  /** All turns are loaded. */
  complete: boolean;
}

const FORMATS = {
  txt: ["text/plain", transcriptText],
  json: ["application/json", transcriptJson],
  vtt: ["text/vtt", transcriptVtt],
} as const;

/** Downloads a transcript. */
export function saveTranscript(ending: keyof typeof FORMATS, file: TranscriptFile): void {
  const [type, write] = FORMATS[ending];
  saveFile(fileName(file.call.id, ending), type, write(file));
}

/** A turn as text: `[0:42] Agent: …`. Further lines are indented, so that none looks like another turn. */
export function turnText(text: Text, locale: string | undefined, turn: Message): string {
  const at = startOf(turn);
  const name = isRecognised(turn)
    ? `${speakerName(text, turn)} (${text("recognised")})`
    : speakerName(text, turn);
  const words = (turn.text ?? "").split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/).join("\n    ");
  return `${at === null ? "" : `[${clockTime(at, locale)}] `}${name}${words && `: ${words}`}`;
}

/** The transcript as plain text. */
export function transcriptText({ text, locale, call, turns, complete }: TranscriptFile): string {
  const head = [
    call.title,
    [call.agent?.name, call.createdAt, call.id].filter(Boolean).join(" · "),
    text("recognisedNote"),
    complete ? null : text("incomplete"),
  ];
  const lines = turns.flatMap((turn, place) =>
    turn.stage === (turns[place - 1]?.stage ?? 0)
      ? [turnText(text, locale, turn)]
      : ["", `--- ${text("stage", { number: turn.stage + 1 })} ---`, turnText(text, locale, turn)],
  );
  return `${[...head.filter((line) => line !== null), "", ...lines].join("\n")}\n`;
}

/** The transcript as JSON: the call and its turns as the broker sent them. */
export function transcriptJson({ call, turns, complete }: TranscriptFile): string {
  return `${JSON.stringify({ call, complete, messages: turns }, null, 2)}\n`;
}

/**
 * The transcript as WebVTT, in step with the recording: each spoken turn, with its speaker as a voice
 * span. Tools, and turns without a place in the recording, are left out.
 */
export function transcriptVtt({ text, call, turns, complete }: TranscriptFile): string {
  const spoken = turns
    .flatMap((turn) => {
      const { role, audioStartMs: startMs } = turn;
      return (role === "user" || role === "agent") && startMs !== null && turn.text?.trim()
        ? [{ turn, startMs }]
        : [];
    })
    .sort((one, other) => one.startMs - other.startMs);
  const cues = spoken.map(({ turn, startMs }, place) => {
    const nextMs = spoken[place + 1]?.startMs ?? Number.POSITIVE_INFINITY;
    const endMs = turn.audioEndMs ?? Math.min(startMs + CUE_MS, nextMs);
    // Parsers drop a cue that does not end after it starts.
    const times = `${vttTime(startMs)} --> ${vttTime(Math.max(endMs, startMs + 1))}`;
    const voice = isRecognised(turn) ? `v.recognised` : "v";
    return `${place + 1}\n${times}\n<${voice} ${escaped(speakerName(text, turn))}>${escaped(turn.text ?? "")}</v>`;
  });
  const note = [call.title, text("recognisedNote"), complete ? null : text("incomplete")]
    .filter((line) => line !== null)
    .map(escaped)
    .join("\n");
  return `${["WEBVTT", `NOTE\n${note}`, ...cues].join("\n\n")}\n`;
}

/** `HH:MM:SS.mmm`. */
function vttTime(ms: number): string {
  const whole = Math.round(ms);
  const part = (value: number, digits = 2) => `${Math.floor(value)}`.padStart(digits, "0");
  return `${part(whole / 3_600_000)}:${part((whole / 60_000) % 60)}:${part((whole / 1000) % 60)}.${part(whole % 1000, 3)}`;
}

/** The text of a cue, without tags, entities, arrows, or blank lines, which would end the cue. */
function escaped(said: string): string {
  return said
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\0", "\ufffd")
    .split(/[\n\r]+/)
    .map((line) => line.trim())
    .filter(Boolean)
    .join("\n");
}
