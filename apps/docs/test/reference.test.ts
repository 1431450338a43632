import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { isProblemCode, PROBLEMS, type Problem, SCOPES } from "@keyhole/contract";
import * as elements from "@keyhole/elements";
import { noticeOf } from "../../../packages/elements/src/later/notice-of.ts";
import { elementTable } from "../reference/element-tables.ts";
import { expandReferences } from "../reference/expand-references.ts";
import { GUIDANCE } from "../reference/problem-guidance.ts";
import { elementTags, parseElement, readElement } from "../reference/read-element.ts";
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

test("the reference has the elements that are registered", () => {
  assert.deepEqual(elementTags(), [...registry.keys()]);
});

for (const [tag, type] of registry) {
  test(`the reference of <${tag}> is what its class has`, () => {
    const { attributes, properties, methods } = readElement(tag);
    const { observedAttributes = [] } = type as { observedAttributes?: string[] };
    assert.deepEqual(attributes.map(({ name }) => name).sort(), [...observedAttributes].sort());
    for (const { property } of attributes) assert.ok(property in type.prototype, property);
    for (const { name } of properties) assert.ok(name in type.prototype, name);
    for (const { name } of methods) {
      assert.equal(typeof type.prototype[name.split("(")[0] ?? ""], "function", name);
    }
  });

  test(`a page documents <${tag}> in full`, () => {
    const page = readPages().find(({ name }) => name === `${tag}.md`);
    const { attributes, properties, methods, events, slots, parts, tokens } = readElement(tag);
    const tables = { attributes, properties, methods, events, slots, parts, tokens };
    for (const [table, { length }] of Object.entries(tables)) {
      const shown = page?.text.includes(`<!-- reference: ${tag} ${table} -->`) ?? false;
      assert.equal(shown, length > 0, `${tag}.md: ${table}`);
    }
  });
}

test("an element is read with what it inherits, events with their fields", () => {
  const base = `export abstract class Base extends LitElement {
  static override readonly properties: Record<string, object> = { site: {} };
  /** Whose calls. */
  site: string | null = null;
  /** Goes. */
  signOut(): void {}
  protected own(): void {}
}
`;
  const own = `/**
 * A list.
 *
 * @fires {KeyholeListEvent} keyhole-list - Something arrived,
 *   late.
 * @csspart box - All of it.
 */
export class List extends Base {
  static override readonly properties = {
    ...Base.properties,
    callId: { attribute: "call-id" },
    renderEnd: { attribute: false },
    inner: { state: true },
  };
  /** Which call. */
  callId = "";
  /** Draws. */
  renderEnd = null;
}
`;
  const event = "export class X extends Event {\n  /** How many. */\n  readonly count: number;\n";
  assert.deepEqual(
    parseElement("keyhole-list", [base, own], () => event),
    {
      tag: "keyhole-list",
      attributes: [
        { name: "site", property: "site", text: "Whose calls." },
        { name: "call-id", property: "callId", text: "Which call." },
      ],
      properties: [{ name: "renderEnd", text: "Draws." }],
      methods: [{ name: "signOut()", text: "Goes." }],
      events: [
        {
          name: "keyhole-list",
          text: "Something arrived, late.",
          fields: [{ name: "count", text: "How many." }],
        },
      ],
      slots: [],
      parts: [{ type: "", name: "box", text: "All of it." }],
      tokens: [],
    },
  );
});

test("a marker that asks for what there is not fails the build", () => {
  assert.throws(() => expandReferences("<!-- reference: keyhole-list parts -->"), /keyhole-list/);
  assert.throws(() => elementTable("keyhole-calls", "colours"), /colours/);
});

test("problems: the page has each code of the contract, and says which are answered", () => {
  const page = expandReferences("<!-- reference: problems -->");
  for (const code of Object.keys(PROBLEMS)) assert.ok(page.includes(`{#${code}}`), code);
  for (const [code, { answered = true }] of Object.entries(GUIDANCE)) {
    assert.equal(brokerSource.includes(`"${code}"`), answered, code);
  }
});

test("problems: the titles are those that the elements show", () => {
  for (const [code, { shows }] of Object.entries(GUIDANCE)) {
    assert.ok(isProblemCode(code));
    const { title, status } = PROBLEMS[code];
    const problem: Problem = { type: "", title, status, code, detail: "", requestId: "" };
    const context = {
      site: "acme",
      broker: "https://broker.example",
      origin: "https://acme.example",
      locale: "en",
    };
    assert.equal(shows ?? title, noticeOf({ kind: "problem", problem }, context, "Try again").title, code);
  }
});

test("scopes: those that open nothing are those that the broker never asks for", () => {
  for (const scope of SCOPES) {
    assert.equal(!brokerSource.includes(`"${scope}"`), SCOPE_TEXTS[scope].startsWith("Nothing yet"), scope);
  }
});
