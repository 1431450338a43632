import type { CallSummary, Scope } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import { maskPersonalData } from "../../src/privacy/mask-personal-data.ts";
import { enterAs } from "../support/enter-as.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { rawCall } from "../support/raw-call.ts";

/** What must not be left of a text: every word of it that is written here. */
const PERSONAL: [string, string][] = [
  ["a mail address", "jane.doe@example.com"],
  ["a mail address with a tag", "jane+calls@example.co.uk"],
  ["a mail address with an apostrophe", "o'brien@example.com"],
  ["a mail address with odd signs", "a&b=c/d!e#f@example.com"],
  ["a mail address in capitals", "JANE@EXAMPLE.COM"],
  ["a mail address with an umlaut", "jürgen@müller.example"],
  ["a mail address in Japanese", "担当@例え.jp"],
  ["a mail address in Hindi", "संपर्क@उदाहरण.भारत"],
  ["a mail address with a wide at", "jane＠example.com"],
  ["a mail address with a long name", `${"a".repeat(64)}@example.com`],
  ["a phone number", "5551234567"],
  ["a phone number with hyphens", "555-123-4567"],
  ["a phone number with dots", "555.123.4567"],
  ["a phone number with spaces", "555 123 4567"],
  ["a phone number with brackets", "(555) 123-4567"],
  ["a phone number of seven digits", "123-4567"],
  ["an international phone number", "+1 (555) 123-4567"],
  ["a German phone number", "+49 (0) 30 1234567"],
  ["a German phone number with a slash", "030/1234567"],
  ["a British phone number", "+44 20 7946 0958"],
  ["a French phone number", "01 23 45 67 89"],
  ["a phone number with spaced hyphens", "555 - 123 - 4567"],
  ["a phone number with hyphens that do not break", "555‑123‑4567"],
  ["a phone number with dashes", "555–123–4567"],
  ["a phone number with long dashes", "555—123—4567"],
  ["a phone number with minus signs", "555−123−4567"],
  ["a phone number with spaces that do not break", "555\u00a0123\u00a04567"],
  ["a phone number with thin spaces", "555\u2009123\u20094567"],
  ["a phone number with invisible marks", "555\u200b123\u200b4567"],
  ["a phone number with direction marks", "\u200e+972\u200e 54\u200e123\u200e4567"],
  ["a phone number in wide digits", "０３－１２３４－５６７８"],
  ["a phone number in wide digits with other signs", "（０３）１２３４ー５６７８"],
  ["a phone number in Arabic digits", "٠١٢٣٤٥٦٧٨٩"],
  ["a phone number in Devanagari digits", "०१२३४५६७८९"],
  ["a card number", "4111111111111111"],
  ["a card number with spaces", "4111 1111 1111 1111"],
  ["a card number with hyphens", "4111-1111-1111-1111"],
  ["a card number of 15 digits", "3782 822463 10005"],
  ["a card number of 19 digits", "6304000000000000000"],
  ["two phone numbers", "555-123-4567 555-765-4321"],
  ["three phone numbers", "555-123-4567 555-765-4321 555-222-3333"],
  ["a phone and a card number", "5551234567 4111111111111111"],
  ["a phone number with colons", "555:123:4567"],
  ["a phone number with semicolons", "555;123;4567"],
  ["a phone number with apostrophes", "555'123'4567"],
  ["a phone number with curly apostrophes", "555’123’4567"],
  ["a phone number with quotes", '555"123"4567'],
  ["a phone number of pairs with colons", "01:23:45:67:89"],
  ["a phone number of keycaps", "5️⃣5️⃣5️⃣1️⃣2️⃣3️⃣4️⃣"],
  ["a phone number of keycaps with spaces", "5️⃣ 5️⃣ 5️⃣ 1️⃣ 2️⃣ 3️⃣ 4️⃣"],
  ["a phone number of digits with marks", "5\u03055\u03055\u03051\u03052\u03053\u03054"],
  ["a phone number of circled digits", "①②③④⑤⑥⑦"],
  ["a phone number of filled circles", "❶❷❸❹❺❻❼"],
  ["a phone number of raised digits", "⁵⁵⁵¹²³⁴"],
  ["a mail address with an invisible mark before the at", "jane\u200b@example.com"],
  ["a mail address with an invisible mark after the at", "jane@\u2060example.com"],
  ["a mail address with invisible marks in its words", "ja\u200dne@exam\u00adple.com"],
  ["a social security number", "123-45-6789"],
  ["an account number", "DE89 3704 0044 0532 0130 00"],
];

/** What stays as it is. */
const HARMLESS = [
  "Booked a cleaning for Tuesday.",
  "The caller asked for 3 rooms in 2026.",
  "Arrives on 2026-07-02 at 14:30.",
  "Arrives on 2026-07-02.",
  "Born 01.02.1990.",
  "On 1/7/2026 he called.",
  "Room 404, floor 12.",
  "It costs 1200.50 euros.",
  "Version 1.2.3 of the plan",
  "at 14:30:15 sharp",
  "予約は3名です",
  "",
];

describe("maskPersonalData", () => {
  it.each(PERSONAL)("masks all of %s", (_, personal) => {
    for (const text of [personal, `Call ${personal}, please.`, `«${personal}»`, `\n${personal}\n`]) {
      const masked = maskPersonalData(text);
      expect(masked).not.toContain(personal);
      expect(masked).not.toMatch(/\p{N}\p{M}*\p{N}/u);
    }
    if (/[@＠]/.test(personal)) expect(maskPersonalData(`<${personal}>`)).toBe("<•••@•••>");
  });

  it.each(HARMLESS)("keeps %j", (text) => {
    expect(maskPersonalData(text)).toBe(text);
  });

  it("keeps the words around a masked part", () => {
    expect(maskPersonalData("Call Jane (555-123-4567) or jane@example.com today.")).toMatch(
      /^Call Jane \(.*\) or .*@.* today\.$/,
    );
  });

  it("replaces each character by a dot", () => {
    expect(maskPersonalData("555-123-4567")).toBe("•••-•••-••••");
    expect(maskPersonalData("jane@example.com")).toBe("•••@•••");
  });

  it("is idempotent", () => {
    for (const [, personal] of PERSONAL) {
      expect(maskPersonalData(maskPersonalData(personal))).toBe(maskPersonalData(personal));
    }
  });
});

const TEXT = "Jane (555-123-4567, jane@example.com) paid with 4111 1111 1111 1111.";

describe("a call's texts", () => {
  const SCOPES: [string, Scope[], boolean][] = [
    ["calls:read", ["calls:read"], true],
    ["calls:read and transcripts:read", ["calls:read", "transcripts:read"], true],
    ["calls:read and pii:read", ["calls:read", "pii:read"], false],
  ];

  it.each(SCOPES)("are masked or kept for the scopes %s", async (_, scopes, isMasked) => {
    const call = rawCall({ summary: TEXT, shortSummary: TEXT });
    const page = await enterAs(new FakeUpstream([call]).fetch, { scopes });
    const { items } = await page.read<{ items: CallSummary[] }>("/v1/calls");
    const detail = await page.read<CallSummary>(`/v1/calls/${call.callId}`);
    for (const { title, summary } of [items[0], detail].filter((item) => item !== undefined)) {
      for (const text of [title, summary]) {
        expect(text).toBe(isMasked ? maskPersonalData(TEXT) : TEXT);
      }
    }
  });
});
