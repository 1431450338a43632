import { CUE_MS } from "../../base/limits.ts";
import type { TranscriptFile } from "./transcript-file.ts";

/**
 * The transcript as WebVTT, in step with the recording: what was spoken, with its speaker as a voice
 * span. Turns without a place in the recording, and tools, are left out.
 */
export function transcriptVtt({ call, turns, complete, words }: TranscriptFile): string {
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
    // A cue ends after it starts, or a parser drops it.
    const times = `${vttTime(startMs)} --> ${vttTime(Math.max(endMs, startMs + 1))}`;
    const voice = words.recognised(turn) ? `v.recognised` : "v";
    return `${place + 1}\n${times}\n<${voice} ${escaped(words.speaker(turn))}>${escaped(turn.text ?? "")}</v>`;
  });
  const note = [call.title, words.recognisedNote, complete ? null : words.incomplete]
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

/** Text of a cue: no tag, no entity, no arrow, and no blank line, which would end the cue. */
function escaped(said: string): string {
  return said
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\0", "\ufffd")
    .trim()
    .replace(/\s*[\n\r]\s*/g, "\n");
}
