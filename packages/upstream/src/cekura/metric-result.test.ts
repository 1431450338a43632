import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as v from "valibot";
import { type CekuraMetricResult, MetricResultSchema } from "./metric-result.ts";

const NAMED = { id: 1, name: "Metric" };

/** What the vendor may answer for one metric, and what it means. */
const FORMS: [name: string, form: Record<string, unknown>, meaning: Partial<CekuraMetricResult>][] = [
  ["a binary one of today", { eval_type: "binary", passed: true }, { kind: "binary", passed: true }],
  [
    "a binary one in both forms",
    { type: "binary_workflow_adherence", eval_type: "binary", score: 0, passed: false, enum: "", value: "" },
    { kind: "binary", passed: false },
  ],
  ["a binary one of the legacy form", { type: "binary", score: 5 }, { kind: "binary", passed: true }],
  ["a legacy score of 0", { type: "binary_qualitative", score: 0 }, { kind: "binary", passed: false }],
  ["a legacy score as text", { type: "binary", score: "5" }, { kind: "binary", passed: true }],
  ["a binary one without a result", { eval_type: "binary", passed: null }, { kind: "binary", passed: null }],
  [
    "`passed` before a score",
    { eval_type: "binary", passed: false, score: 5 },
    { kind: "binary", passed: false },
  ],
  ["a rating", { type: "continuous_qualitative", score: 4 }, { kind: "continuous_qualitative", number: 4 }],
  [
    "a rating as text",
    { type: "continuous_qualitative", score: "4.5" },
    { kind: "continuous_qualitative", number: 4.5 },
  ],
  ["a count", { eval_type: "numeric", score: 1840, value: "" }, { kind: "numeric", number: 1840 }],
  ["a number below zero", { eval_type: "numeric", score: -3.5 }, { kind: "numeric", number: -3.5 }],
  ["a number in `value`", { eval_type: "numeric", value: "12" }, { kind: "numeric", number: 12 }],
  [
    "a word in `enum`",
    { type: "enum", score: 0, enum: "positive", value: "" },
    { kind: "enum", label: "positive" },
  ],
  ["a word in `value`", { type: "enum", value: "neutral" }, { kind: "enum", label: "neutral" }],
  ["a word in `score`", { type: "enum", score: "negative" }, { kind: "enum", label: "negative" }],
  ["a word that looks like a number", { type: "enum", enum: "5" }, { kind: "enum", label: "5" }],
  ["a word instead of a number", { type: "numeric", score: "n/a" }, { kind: "numeric", label: "n/a" }],
  ["a kind of next year", { eval_type: "spectrum", score: 3 }, { kind: "unknown", number: 3 }],
  ["a new kind with `passed`", { eval_type: "gate", passed: true }, { kind: "binary", passed: true }],
  ["nothing but a name", {}, { kind: "unknown" }],
  ["no number at all", { eval_type: "numeric", score: "NaN" }, { kind: "numeric", label: "NaN" }],
  [
    "an id as text",
    { id: "35", eval_type: "binary", passed: true },
    { id: 35, kind: "binary", passed: true },
  ],
  [
    "an id that is none",
    { id: "x", eval_type: "binary", passed: true },
    { id: null, kind: "binary", passed: true },
  ],
  ["one explanation", { explanation: "Why." }, { kind: "unknown", explanation: ["Why."] }],
  ["explanations that are none", { explanation: { a: 1 } }, { kind: "unknown", explanation: [] }],
];

describe("MetricResultSchema", () => {
  for (const [name, form, meaning] of FORMS) {
    it(`reads ${name}`, () => {
      const nothing = { passed: null, number: null, label: null, explanation: [] };
      assert.deepEqual(v.parse(MetricResultSchema, { ...NAMED, ...form }), {
        ...NAMED,
        ...nothing,
        ...meaning,
      });
    });
  }

  for (const form of [null, "metric", { id: 1 }, { id: 1, name: "" }, { id: 1, name: 5 }]) {
    it(`fails for ${JSON.stringify(form)}`, () => {
      assert.equal(v.safeParse(MetricResultSchema, form).success, false);
    });
  }
});
