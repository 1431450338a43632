import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { isProblemCode, PROBLEM_CODES, PROBLEMS, type Problem, SCOPES } from "@keyhole/contract";
import * as elements from "@keyhole/elements";
import { PROBLEM_GUIDANCE } from "@keyhole/elements/guidance";
import { noticeOf } from "../../../packages/elements/src/errors/notices.ts";
import { english } from "../../../packages/elements/test/english.ts";
import { elementTable, own } from "../reference/element-tables.ts";
import { expandReferences } from "../reference/expand-references.ts";
import { elementTags, readElement } from "../reference/read-element.ts";
import type { ManifestMember } from "../reference/read-manifest.ts";
import { SCOPE_TEXTS } from "../reference/scope-table.ts";
import { ROOT, readPages } from "./support/pages.ts";

const brokerSource = globSync("packages/broker/src/**/*.ts", { cwd: ROOT })
  .map((path) => readFileSync(`${ROOT}${path}`, "utf8"))
  .join("\n");

const registry = new Map<string, CustomElementConstructor>();
elements.defineElements({
  get: (tag: string) => registry.get(tag),
  define: (tag: string, type: CustomElementConstructor) => registry.set(tag, type),
} as unknown as CustomElementRegistry);

test("the reference covers every registered element", () => {
  assert.deepEqual(elementTags(), [...registry.keys()].sort());
});

for (const [tag, type] of registry) {
  test(`the reference of <${tag}> matches its class`, () => {
    const { attributes, properties, methods } = readElement(tag);
    const { observedAttributes = [] } = type as { observedAttributes?: string[] };
    assert.deepEqual(attributes.map(({ name }) => name).sort(), [...observedAttributes].sort());
    for (const { property } of attributes) assert.ok(property in type.prototype, property);
    for (const { name } of properties) assert.ok(name in type.prototype, name);
    for (const { name } of methods) {
      assert.equal(typeof type.prototype[name.split("(")[0] ?? ""], "function", name);
    }
  });

  test(`a page documents all of <${tag}>`, () => {
    const page = readPages().find(({ name }) => name === `reference/${tag}.md`);
    const text = expandReferences(page?.text ?? "");
    const { attributes, properties, methods, events, slots, parts, tokens, keyboard } = readElement(tag);
    const all = { attributes, properties, methods, events, slots, parts, tokens, keyboard };
    for (const [table, items] of Object.entries(all)) {
      if (own(items).length > 0) assert.ok(text.includes(elementTable(tag, table)), table);
      for (const { name } of own(items)) assert.ok(text.includes(`\`${name.split(", ")[0]}\``), name);
    }
  });
}

const described = (name: string, more: object = {}) => ({ name, description: `What ${name} is.`, ...more });

test("reads an element from the manifest: fields of events, names of tokens", () => {
  const declaration = {
    ...described("List", { tagName: "keyhole-list" }),
    members: [
      described("callId", { kind: "field", attribute: "call-id", type: { text: "string | null" } }),
      described("renderEnd", { kind: "field", type: { text: "RowEnd" } }),
      described("seek", {
        kind: "method",
        parameters: [{ name: "atMs", type: { text: "number" } }],
        return: { type: { text: "void" } },
      }),
    ] as ManifestMember[],
    events: [described("keyhole-list-load", { type: { text: "ListLoadEvent" }, cancelable: true })] as never,
    cssParts: [described("box"), described("inner", { from: "keyhole-item" })],
    cssProperties: [
      described("--keyhole-text", { default: "black" }),
      {
        name: "--keyhole-list-text",
        description: "`--keyhole-text`, for this element alone.",
        default: "var(--keyhole-text)",
      },
    ],
    keyboard: [{ keys: "Enter", description: "Opens it." }],
  };
  const event = described("ListLoadEvent", {
    members: [described("count", { kind: "field", type: { text: "number" } })],
  });
  assert.deepEqual(readElement("keyhole-list", { modules: [{ declarations: [declaration, event] }] }), {
    tag: "keyhole-list",
    text: "What List is.",
    attributes: [{ name: "call-id", property: "callId", type: "string | null", text: "What callId is." }],
    properties: [{ name: "renderEnd", type: "RowEnd", text: "What renderEnd is." }],
    methods: [{ name: "seek(atMs: number): void", text: "What seek is." }],
    events: [
      {
        name: "keyhole-list-load",
        text: "What keyhole-list-load is.",
        className: "ListLoadEvent",
        cancelable: true,
        fields: [{ name: "count", type: "number", text: "What count is." }],
      },
    ],
    slots: [],
    parts: [
      { name: "box", text: "What box is." },
      { name: "inner", text: "What inner is.", from: "keyhole-item" },
    ],
    tokens: [
      {
        name: "--keyhole-text",
        text: "What --keyhole-text is.",
        fallback: "black",
        alone: "--keyhole-list-text",
      },
    ],
    keyboard: [{ name: "Enter", text: "Opens it." }],
  });
});

test("the page of an element links to the element inside it", () => {
  const page = expandReferences("<!-- reference: keyhole-calls -->");
  assert.match(
    page,
    /A \[`<keyhole-call>`\]\(\/reference\/keyhole-call#parts\) inside it adds all of its own/,
  );
  assert.doesNotMatch(page, /`details-header`/);
  assert.match(expandReferences("<!-- reference: keyhole-call -->"), /`details-header`/);
});

test("refuses an unknown marker", () => {
  assert.throws(() => expandReferences("<!-- reference: keyhole-list parts -->"), /keyhole-list/);
  assert.throws(() => elementTable("keyhole-calls", "colours"), /colours/);
});

test("problems: the page covers every code, and knows which the broker answers", () => {
  const page = expandReferences("<!-- reference: problems -->");
  for (const code of PROBLEM_CODES) assert.ok(page.includes(`{#${code}}`), code);
  for (const [code, { answered = true }] of Object.entries(PROBLEM_GUIDANCE)) {
    assert.equal(brokerSource.includes(`"${code}"`), answered, code);
  }
});

test("problems: the titles equal those of the elements", () => {
  for (const [code, { shows }] of Object.entries(PROBLEM_GUIDANCE)) {
    assert.ok(isProblemCode(code));
    const { title, status } = PROBLEMS[code];
    const problem: Problem = { type: "", title, status, code, detail: "", requestId: "" };
    const context = {
      site: "acme",
      broker: "https://broker.example",
      origin: "https://acme.example",
      locale: "en",
    };
    const host = { text: english, say: () => {} };
    assert.equal(shows ?? title, noticeOf(host, { kind: "problem", problem }, context).title, code);
  }
});

test("scopes: the broker needs every scope except those that open nothing", () => {
  for (const scope of SCOPES) {
    assert.equal(!brokerSource.includes(`"${scope}"`), SCOPE_TEXTS[scope].startsWith("Nothing yet"), scope);
  }
});
