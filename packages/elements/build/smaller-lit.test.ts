import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, it } from "node:test";
import { createContext, runInContext } from "node:vm";
import { build, type Rolldown } from "vite";
import { sourcePaths } from "../manifest/sources.ts";
import { defineElements } from "../src/define.ts";
import { HOME } from "./build-files.ts";
import { smallerLit } from "./smaller-lit.ts";

/** What a build has of Lit's base of elements, as a classic script. */
async function baseScript(): Promise<string> {
  const base = createRequire(import.meta.resolve("lit")).resolve("@lit/reactive-element");
  const entry = base.replace("/node/", "/");
  const built = await build({
    configFile: false,
    logLevel: "silent",
    plugins: [smallerLit],
    build: { write: false, minify: false, lib: { entry, formats: ["iife"], name: "lit" } },
  });
  const [{ output }] = [built].flat() as [Rolldown.RolldownOutput];
  return output[0].code;
}

/** An element whose `early` was set before it was defined, and the changes of each of its updates. */
const ELEMENT = `
  globalThis.HTMLElement = class {
    early = "set";
    attachShadow() { return {}; }
  };
  globalThis.CSSStyleSheet = class { replaceSync() {} };
  SCRIPT
  class Element extends lit.ReactiveElement {
    static properties = {
      label: {},
      listed: { attribute: false },
      seconds: { attribute: "refresh-seconds", type: Number },
      early: {},
    };
    static styles = [lit.unsafeCSS(""), lit.unsafeCSS("")];
    constructor() { super(); this.label = null; this.seconds = null; this.updates = []; }
    updated(changed) { this.updates.push([...changed.keys()].join()); }
  }
  globalThis.names = Element.observedAttributes;
  globalThis.element = new Element();
`;

interface Element {
  label: string | null;
  listed?: unknown;
  seconds: number | null;
  early: string;
  updates: string[];
  renderRoot: { adoptedStyleSheets: object[] };
  updateComplete: Promise<boolean>;
  connectedCallback(): void;
  attributeChangedCallback(name: string, old: string | null, value: string | null): void;
}

const script = await baseScript();

function createElement(): { element: Element; names: string[] } {
  const page = createContext({}) as unknown as { element: Element; names: string[] };
  runInContext(
    ELEMENT.replace("SCRIPT", () => script),
    page,
  );
  return page;
}

describe("Lit without what no element uses", () => {
  it("reads texts and numbers from attributes", async () => {
    const { element, names } = createElement();
    assert.equal(`${names}`, "label,refresh-seconds,early");
    element.attributeChangedCallback("label", null, "Calls");
    element.attributeChangedCallback("refresh-seconds", null, "30");
    assert.deepEqual([element.label, element.seconds], ["Calls", 30]);
    element.attributeChangedCallback("label", "Calls", null);
    element.attributeChangedCallback("refresh-seconds", "30", null);
    assert.deepEqual([element.label, element.seconds], [null, null]);
  });

  it("keeps a property that was set before the element was defined", async () => {
    const { element } = createElement();
    element.connectedCallback();
    await element.updateComplete;
    assert.equal(element.early, "set");
    assert.equal(element.renderRoot.adoptedStyleSheets.length, 2);
  });

  it("updates once for several changes, and not for an equal value", async () => {
    const { element } = createElement();
    element.connectedCallback();
    await element.updateComplete;
    element.updates = [];
    element.label = "Calls";
    element.listed = [1];
    await element.updateComplete;
    element.label = "Calls";
    await element.updateComplete;
    assert.deepEqual(element.updates, ["label,listed"]);
  });

  it("fails the build when Lit has changed", () => {
    const { handler } = smallerLit.transform as { handler: (code: string, id: string) => unknown };
    assert.throws(
      () => handler("", "/node_modules/lit/reactive-element.js"),
      /Lit has changed .* in reactive-element/,
    );
  });
});

describe("every element", () => {
  const elements = new Map<string, { properties: Record<string, object>; styles: object[] }>();
  defineElements({
    get: (tag: string) => elements.get(tag),
    define: (tag: string, element: never) => elements.set(tag, element),
  } as unknown as CustomElementRegistry);

  for (const [tag, { properties, styles }] of elements) {
    it(`${tag} has properties that are text, numbers or no attribute`, () => {
      for (const [name, options] of Object.entries(properties)) {
        const { attribute, type = Number, ...others } = options as Record<string, unknown>;
        assert.deepEqual({ type, others }, { type: Number, others: {} }, name);
      }
    });

    it(`${tag} has its sheets in one list`, () => {
      assert.ok(styles.length > 0 && styles.every((sheet) => "cssText" in sheet));
    });
  }

  it("calls no method that builds leave out of Lit", () => {
    const leftOut =
      /\b(?:firstUpdated|getUpdateComplete|shouldUpdate|scheduleUpdate|addInitializer|removeController|finalizeStyles|mathml|renderBefore|creationScope)\b|lit\/(?:decorators|directives)/;
    const uses = sourcePaths(HOME).filter((path) => leftOut.test(readFileSync(join(HOME, path), "utf8")));
    assert.deepEqual(uses, []);
  });
});
