import assert from "node:assert/strict";
import { test } from "node:test";
import { catalogueFaults } from "./catalogue-faults.ts";
import { elementChecks } from "./element-checks.ts";
import { type Planted, withLamps } from "./testing/lamp-package.ts";

const ES = "src/i18n/es.ts";
const EN = "src/i18n/en.ts";

const complaintsWith = (...planted: Planted[]) =>
  withLamps(planted, (root) => elementChecks(root).catalogues());

test("catalogues without a gap have no complaint", async () => {
  assert.deepEqual(await complaintsWith(), []);
});

const planted: [what: string, change: Planted, complaint: string][] = [
  [
    "a missing form of a number",
    [ES, '  "turns.many": "{count} de giros de {name}",\n', ""],
    'es: lacks "turns.many"',
  ],
  ["a place that is lost", [ES, "desde {time}", "desde hace poco"], 'es: "state.on" has no place for {time}'],
  [
    "a place under another name",
    [ES, "{count} giros de {name}", "{count} giros de {nombre}"],
    'es: "turns.other" has a place {nombre} that English has not',
  ],
  [
    "a number that is lost where it matters",
    [ES, "{count} giros de {name}", "giros de {name}"],
    'es: "turns.other" has no place for {count}',
  ],
  ["half a place", [ES, "desde {time}", "desde {time"], 'es: "state.on" has half a place'],
  ["an empty text", [ES, '"Apagada"', '" "'], 'es: "state.off" is empty'],
  [
    "an English text that nothing asks for",
    [EN, "  lamp:", '  torch: "Torch",\n  lamp:'],
    'en: nothing asks for "torch"',
  ],
  [
    "a key that is built, with a value that there is not",
    [EN, "  lamp:", '  "state.broken": "Broken",\n  lamp:'],
    'en: nothing asks for "state.broken"',
  ],
];

for (const [what, change, complaint] of planted) {
  test(`a planted gap is caught: ${what}`, async () => {
    const complaints = await complaintsWith(change);
    assert.ok(complaints.includes(complaint), complaints.join("\n") || "no complaint");
  });
}

test("a planted gap is caught: a part that repeats another's key", () => {
  const english = new Map([
    ["en", { lamp: "Lamp" }],
    ["en-bulb", { lamp: "Bulb" }],
  ]);
  assert.deepEqual(catalogueFaults(english, new Map()), ['en: two parts have the key "lamp"']);
});

test("a language needs its own forms of a number: one in Japanese, six in Arabic", () => {
  const english = new Map([["en", { "turns.one": "{count} turn", "turns.other": "{count} turns" }]]);
  const none = (language: string) => catalogueFaults(english, new Map([[language, {}]])).length;
  assert.deepEqual([none("ja"), none("de"), none("es"), none("ar")], [1, 2, 3, 6]);
});

test("a number may be in words only where its form means one number", () => {
  const english = new Map([["en", { "turns.one": "One turn", "turns.other": "{count} turns" }]]);
  const arabic = { zero: "-", one: "-", two: "-", few: "{count}", many: "{count}", other: "{count}" };
  const texts = Object.fromEntries(Object.entries(arabic).map(([form, text]) => [`turns.${form}`, text]));
  assert.deepEqual(catalogueFaults(english, new Map([["ar", texts]])), []);
  assert.deepEqual(catalogueFaults(english, new Map([["ar", { ...texts, "turns.few": "some" }]])), [
    'ar: "turns.few" has no place for {count}',
  ]);
});
