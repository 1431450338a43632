import { linearFault } from "@keyhole/dev/steps";
import { describe, expect, it } from "vitest";
import { maskPersonalData } from "../../src/privacy/mask-personal-data.ts";
import { findWrittenTool } from "../../src/privacy/written-tool.ts";

// Steps are counted, not seconds: `@keyhole/dev/steps` repeats every match of a pattern in a matcher that
// counts its instructions, and adds the length of what other methods walk over.

const repeat = (unit: string) => (length: number) => unit.repeat(Math.ceil(length / unit.length));

describe("maskPersonalData", () => {
  it.each([
    ["letters after an at", (length: number) => `@${"a".repeat(length)}`],
    ["letters before an at", (length: number) => `${"a".repeat(length)}@`],
    ["combining letters before an at", (length: number) => `${"e\u0301".repeat(length / 2)}@`],
    ["signs before an at", (length: number) => `${"a.".repeat(length / 2)}@`],
    ["long names with long domains", repeat(`${"a".repeat(64)}@${"b".repeat(63)} `)],
    ["ats", repeat("@")],
    ["words and ats", repeat("a@a.")],
    ["names of one letter", repeat("a@")],
    ["quotes", repeat('"@')],
    ["quoted names", (length: number) => `${'"a'.repeat(length / 2)}"@a.b`],
    ["brackets after ats", repeat("a@[")],
    ["percent signs", repeat("%4")],
    ["digits", repeat("1")],
    ["digits and signs", repeat("1 (")],
    ["six digits and a word", repeat("123456 a")],
    ["spaced digits and a word", repeat("1     2     3     4     5     6     a")],
    ["groups of four", repeat("1234   ")],
    ["times", repeat("12:30  :  ")],
    ["days", repeat("01.02.2026     ")],
    ["keycaps", repeat("5\ufe0f\u20e3")],
    ["marks", repeat("\u0301")],
    ["invisible marks", repeat("\u200b")],
    ["pluses", repeat("+(")],
  ])("takes steps in proportion to the length for %s", async (_, grow) => {
    expect(await linearFault(grow, 60, (text) => maskPersonalData(text))).toBeNull();
  });
});

describe("findWrittenTool", () => {
  it.each(
    [
      "{",
      "[",
      "}",
      "{[",
      '"',
      "'",
      "{'",
      '{"',
      '{"a":',
      "\\",
      '{"\\',
      '{\\"',
      '{"{\\"',
      "{`",
      ":",
      "=",
      ",",
      "{,",
      "a",
      "A",
      "a.",
      "a_",
      "aA",
      "a(",
      "a (",
      "a=",
      "a:",
      "_",
      "(",
      "{ ",
      "\n",
      "\n ",
      "\n- ",
      " ",
      "<",
      "<a",
      "<tool",
      "<tool_",
      "</|",
      "&lt;",
      "&lt;tool ",
      "[tool",
      "<invoke ",
      "to=",
      "```",
      "``` tool",
      "```json\n",
      "name",
      "name:",
      "\nname:",
      "\narguments ",
      "arguments: ",
      "arguments{",
      "tool ",
      "<aA>",
      "action input ",
      '{"name":"a",',
      '{"arguments":{',
      '{"a":"{',
      "“",
      "｛",
      "𐐀",
      '{"name":"a","input":"b"}',
      "tool sep|>",
      "functions.",
      "> a",
      "\\u003c",
      "\\u0061",
      '{"\\u0061":',
      "a{",
      "\na\n",
    ].map((unit) => [JSON.stringify(unit), unit] as const),
  )("takes steps in proportion to the length for %s again and again", async (_, unit) => {
    expect(await linearFault(repeat(unit), 300, (text) => findWrittenTool(text))).toBeNull();
  });
});

describe("linearFault", () => {
  it("finds patterns that walk over a text again and again", async () => {
    const fault = await linearFault(repeat(" "), 400, (text) => /\s+x/.test(text));
    expect(fault).toMatch(/^\d+ steps for 1000 characters/);
    expect(await linearFault(repeat("a"), 400, (text) => /^(?:a|a)+$/.test(text))).toBeNull();
  });

  it("finds loops that search a text again and again", async () => {
    const loop = (text: string) => {
      for (let rest = text; rest.endsWith(")"); rest = rest.slice(0, -1)) rest.split("(");
    };
    expect(await linearFault(repeat(")"), 400, loop)).not.toBeNull();
  });
});
