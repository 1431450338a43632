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
      for (const { name } of own(items)) {
        const shown = table === "keyboard" ? name.split(", ")[0] : name;
        assert.ok(text.includes(`\`${shown}\``), name);
      }
    }
  });
}

test("reads an element from the manifest: types, fields of events, signatures, names of tokens", () => {
  const list = readElement("keyhole-calls");
  const find = <Item extends { name: string }>(items: readonly Item[], name: string) => {
    const item = items.find((one) => one.name === name);
    assert.ok(item, name);
    return item;
  };
  assert.equal(find(list.attributes, "time-zone").property, "timeZone");
  assert.equal(find(list.properties, "renderRowEnd").type, "RowEnd | null");
  find(list.methods, "signOut(): Promise<void>");
  find(readElement("keyhole-call").methods, "seek(atMs: number): void");
  const select = find(list.events, "keyhole-call-select");
  assert.deepEqual([select.className, select.cancelable], ["KeyholeCallSelectEvent", true]);
  assert.equal(find(select.fields, "call").type, "CallSummary");
  assert.equal(find(list.events, "keyhole-calls-load").cancelable, false);
  assert.equal(find(list.parts, "box").from, undefined);
  assert.equal(find(list.parts, "details-header").from, "keyhole-call");
  assert.equal(find(list.tokens, "--keyhole-accent").alone, "--keyhole-calls-accent");
  assert.equal(find(list.tokens, "--keyhole-font-size").fallback, "14px");
  assert.match(find(list.keyboard, "Escape").text, /^Closes?\b/);
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
