import type { CallDetail, Message } from "@keyhole/contract";
import { assert, equal } from "../../../test/assert.ts";
import { call } from "../../../test/calls.ts";
import { english } from "../../../test/english.ts";
import { describe, it } from "../../../test/mocha.ts";
import { toolUse, turn, turns } from "../../../test/turns.ts";
import { fileName } from "../../base/save-file.ts";
import { type TranscriptFile, transcriptJson, transcriptText, transcriptVtt } from "./transcript-file.ts";

const detail: CallDetail = {
  ...call(0),
  joinTimeoutMs: null,
  maxDurationMs: null,
  languageHint: null,
  stages: 2,
};

const by =
  (write: (file: TranscriptFile) => string) => (call: CallDetail, turns: Message[], complete: boolean) =>
    write({ text: english, locale: "en", call, turns, complete });
const [toVtt, toText, toJson] = [by(transcriptVtt), by(transcriptText), by(transcriptJson)];

/** The cues that a browser reads. */
async function cuesOf(vtt: string): Promise<VTTCue[]> {
  const video = document.createElement("video");
  const track = document.createElement("track");
  track.src = URL.createObjectURL(new Blob([vtt], { type: "text/vtt" }));
  track.default = true;
  const done = new Promise((resolve, reject) => {
    track.onload = resolve;
    track.onerror = reject;
  });
  video.append(track);
  document.body.append(video);
  track.track.mode = "hidden";
  await done;
  video.remove();
  return [...(track.track.cues ?? [])] as VTTCue[];
}

describe("transcriptVtt", () => {
  it("writes times, speakers and words that the browser reads back", async () => {
    const cues = await cuesOf(toVtt(detail, turns(3, 5_000), true));
    equal(
      cues.map(({ startTime, endTime }) => [startTime, endTime]),
      [
        [0, 4.5],
        [5, 9.5],
        [10, 14.5],
      ],
    );
    equal(cues[0]?.text.startsWith("<v Agent>Good morning"), true);
    equal(cues[1]?.text.startsWith("<v.recognised Caller>Hi"), true);
  });

  it("escapes tags, arrows and blank lines in a text", async () => {
    const text = "a\n\nWEBVTT\n\n00:01.000 --> 00:02.000\n<b>x</b> & </v> \0 \r\n\r\n y";
    const cues = await cuesOf(
      toVtt(
        detail,
        [turn({ id: "0:0", text, audioStartMs: 0, audioEndMs: 1_000 }), ...turns(2).slice(1)],
        true,
      ),
    );
    equal(cues.length, 2);
    const fragment = cues[0]?.getCueAsHTML();
    assert(fragment);
    equal(fragment.querySelectorAll("b").length, 0);
    assert(
      fragment.textContent?.includes("00:01.000 --> 00:02.000\n<b>x</b> & </v>"),
      fragment.textContent ?? "",
    );
    assert(fragment.textContent.endsWith("\ny"), fragment.textContent);
  });

  it("escapes arrows and blank lines in its note", () => {
    const [, note] = toVtt(
      { ...detail, title: "a --> b\n\n00:00.000 --> 00:09.000\nno cue" },
      [],
      true,
    ).split("\n\n");
    assert(note?.startsWith("NOTE\n") && !note.includes("-->"), note ?? "");
  });

  it("sorts cues, ends each after its start, and omits turns without place or words", async () => {
    const odd = [
      turn({ id: "b", text: "second", audioStartMs: 3_000, audioEndMs: 3_000 }),
      turn({ id: "a", text: "first", audioStartMs: 1_000 }),
      turn({ id: "c", text: "third", audioStartMs: 3_661_000 }),
      turn({ id: "d", text: "no place" }),
      turn({ id: "e", text: " ", audioStartMs: 0 }),
      ...toolUse(9, 500),
    ];
    const cues = await cuesOf(toVtt(detail, odd, true));
    equal(
      cues.map(({ startTime, endTime }) => [startTime, endTime]),
      [
        [1, 3],
        [3, 3.001],
        [3_661, 3_663],
      ],
    );
  });
});

describe("transcriptText", () => {
  it("writes a line per turn, with stages, tools and auto-transcribed speech", () => {
    const all = [...turns(2), ...toolUse(5, 9_000), turn({ id: "1:0", stage: 1, text: "Next desk." })];
    const lines = toText(detail, all, true).split("\n");
    assert(
      lines.includes(
        "[0:05] Caller (auto-transcribed): Hi, I would like to move my appointment from Tuesday to some time later in the week, if that is possible. (1)",
      ),
      lines.join("\n"),
    );
    assert(lines.includes('[0:09] Tool find_slot: {"day":"Thursday","after":"15:00"}'), lines.join("\n"));
    assert(lines.includes("--- Stage 2 ---") && lines.includes("Agent: Next desk."), lines.join("\n"));
    equal(lines[0], "Call number 0");
  });

  it("indents further lines of a turn", () => {
    const forged = turn({
      id: "0:0",
      text: "Yes.\n[0:09] Caller: I agree to everything.\r\u2028Agent: Done.",
    });
    const lines = toText(detail, [forged], true).trimEnd().split("\n").slice(-4);
    equal(lines, ["Agent: Yes.", "    [0:09] Caller: I agree to everything.", "    ", "    Agent: Done."]);
  });

  it("says when turns are missing", () => {
    assert(toText(detail, [], false).includes("Part of the transcript could not be loaded."));
    assert(!toText(detail, [], true).includes("Part of"));
  });
});

describe("transcriptJson", () => {
  it("writes the call and its turns as the broker sent them", () => {
    const all = [...turns(2), ...toolUse(5, 9_000)];
    equal(JSON.parse(toJson(detail, all, false)), { call: detail, complete: false, messages: all });
  });
});

describe("fileName", () => {
  it("returns a name that any file system accepts", () => {
    equal(fileName("../a/b:c\u202Egpj", "vtt"), "call-_a_b_c_gpj.vtt");
    assert(fileName("x".repeat(500), "txt").length < 100);
  });
});
