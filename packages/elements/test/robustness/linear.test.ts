import { linearFault } from "@keyhole/dev/steps";
import { momentOf } from "../../src/call/moment.ts";
import { WavPeaks } from "../../src/call/player/wav-peaks.ts";
import { findMatches } from "../../src/call/transcript/search-store.ts";
import { findLinks, piecesOf } from "../../src/call/transcript/text-pieces.ts";
import { transcriptText, transcriptVtt } from "../../src/call/transcript/transcript-file.ts";
import { csvCell, csvDialect } from "../../src/list/export/csv.ts";
import { readUrl, writeUrl } from "../../src/list/url-controller.ts";
import { equal } from "../assert.ts";
import { call } from "../calls.ts";
import { english } from "../english.ts";
import { describe, it } from "../mocha.ts";
import { turn } from "../turns.ts";

// Steps are counted, not seconds: `@keyhole/dev/steps` repeats every match of a pattern in a matcher that
// counts its instructions, and adds the length of what other methods walk over.

const STEPS_PER_CHARACTER = 100;

const UNITS = [
  "a",
  " ",
  "\n",
  " \n",
  "\r",
  "\t",
  "a ",
  "(",
  ")",
  "()",
  "[)",
  "]",
  "{}",
  ".",
  ".)",
  "…",
  "'",
  '"',
  "a'",
  ";",
  "; ",
  "=",
  " =",
  ";=",
  "&",
  "=&",
  "a=b&",
  "a&",
  "%",
  "%41",
  "#",
  "?",
  "/",
  ":",
  "<",
  "<b>",
  "\0",
  "-->",
  "1",
  "+1",
  "1.",
  "https://",
  "https://a",
  "https://a ",
  "https://a.b ",
  "https://a) ",
  "http",
  "://",
  "@",
  "https://a@b ",
  "🙂",
  "\ud83d",
  "keyhole-q=a&",
  "keyhole-call=1&",
  "t=1&",
  "\u200b",
  "\u2028",
];

/** Each unit again and again: alone, between letters, after an address, and after it with brackets. */
const TEXTS = UNITS.flatMap((unit) =>
  [
    ["", ""],
    ["a", "b"],
    ["https://a", ""],
    ["https://a/(", ")."],
    ["https://a/", ")".repeat(500)],
  ].map(
    ([head = "", tail = ""]) =>
      (length: number) =>
        head + unit.repeat(Math.ceil(length / unit.length)) + tail,
  ),
);

const detail = { ...call(0), joinTimeoutMs: null, maxDurationMs: null, languageHint: null, stages: 1 };

const fileOf = (words: string) => ({
  text: english,
  call: { ...detail, title: words },
  turns: [turn({ id: "0:0", text: words, audioStartMs: 0, audioEndMs: 10 })],
  complete: true,
  locale: "en",
});

const READERS: [name: string, read: (text: string) => unknown][] = [
  ["the links of a turn", findLinks],
  ["a search", (text) => findMatches([text], "a a")],
  ["a search for signs", (text) => findMatches([text], ") .")],
  ["the pieces of a turn", (text) => piecesOf(text, findLinks(text), findMatches([text], "a"))],
  ["a cell of an export", (text) => csvCell(text, csvDialect("de"))],
  ["the filters of a URL", (text) => readUrl(`?${text}`, "keyhole")],
  ["the URL of a page", (text) => writeUrl(`?${text}`, "keyhole", { filters: { q: "a" }, call: "b" })],
  ["a link to a moment", (text) => momentOf({ hash: `#${text}`, search: `?${text}` })],
  ["a transcript as text", (text) => transcriptText(fileOf(text))],
  ["a transcript as WebVTT", (text) => transcriptVtt(fileOf(text))],
];

describe("what reads the text of strangers", () => {
  for (const [name, read] of READERS) {
    it(`takes steps in proportion to the length for ${name}`, async () => {
      for (const grow of TEXTS)
        equal(await linearFault(grow, STEPS_PER_CHARACTER, (text) => read(text)), null, grow(100));
    });
  }

  it("takes steps in proportion to the length for a text of many links and matches", async () => {
    const links = (length: number) => "https://a.b ".repeat(length / 12);
    const matches = (text: string) =>
      Array.from({ length: text.length / 2 }, (_, n) => ({ start: n * 2, end: n * 2 + 1 }));
    equal(
      await linearFault(links, STEPS_PER_CHARACTER, (text) => piecesOf(text, findLinks(text), matches(text))),
      null,
    );
  });

  it("takes steps in proportion to the length for the chunks and samples of a WAV file", async () => {
    const format = "fmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0";
    const heads = ["RIFF\0\0\0\0WAVE", `RIFF\0\0\0\0WAVE${format}data\0\0\0\0`];
    for (const head of heads) {
      for (const unit of ["\0", "LIST\0\0\0\0", "data\0\0\0\0", "\xff", "fmt \0\0\0\0"]) {
        const grow = (length: number) => head + unit.repeat(length / unit.length);
        const push = (text: string) => {
          const bytes = Uint8Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
          const peaks = new WavPeaks(100, bytes.length);
          for (let at = 0; at < bytes.length; at += 1_000) peaks.push(bytes.subarray(at, at + 1_000));
        };
        equal(await linearFault(grow, STEPS_PER_CHARACTER, push), null, head + unit);
      }
    }
  });
});
