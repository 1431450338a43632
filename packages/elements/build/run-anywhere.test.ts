import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { createContext, runInContext } from "node:vm";
import { runAnywhere, withScriptUrl } from "./run-anywhere.ts";

const script = (code: string) => withScriptUrl(runAnywhere(code));
const CODE = "const own = 1; globalThis.seen = [import.meta.url, own, (function () { return this })()];";

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), "keyhole-anywhere-"));
});
after(() => rmSync(folder, { recursive: true }));

/** A page that runs a classic script, with elements of ours. `change` tells it that there are more. */
function classicPage() {
  const sent: { type: string; kind: string }[] = [];
  const observers: (() => void)[] = [];
  class HostElement {
    shadowRoot: object | null = null;
    textContent = "";
    dispatchEvent(event: { type: string; kind: string }) {
      sent.push(event);
    }
  }
  const elements = [new HostElement()];
  class MutationObserver {
    constructor(changed: () => void) {
      observers.push(changed);
    }
    observe() {}
  }
  const page = createContext({
    document: {
      currentScript: { src: "https://broker.example/keyhole.js" },
      querySelectorAll: () => elements,
    },
    MutationObserver,
    console: { error() {} },
    Event,
  });
  return {
    page: page as typeof page & { seen?: unknown[]; own?: unknown },
    elements,
    sent,
    add(element = new HostElement()) {
      elements.push(element);
      for (const changed of observers) changed();
      return element;
    },
    HostElement,
  };
}

const WORDS =
  "This page keeps the element from working. A script of this page changes the browser, or the browser is too old (TypeError: planted). Update the browser, or contact the site owner.";

describe("runAnywhere", () => {
  it("tells a module its own address", async () => {
    const file = join(folder, "module.mjs");
    writeFileSync(file, script(CODE));
    await import(pathToFileURL(file).href);
    const { seen } = globalThis as { seen?: unknown[] };
    assert.deepEqual(seen, [pathToFileURL(file).href, 1, undefined]);
  });

  it("tells a classic script its address, and leaves no name on the page", () => {
    const { page } = classicPage();
    const names = () => runInContext("Object.getOwnPropertyNames(globalThis)", page) as string[];
    const known = new Set([...names(), "seen"]);
    runInContext(script(CODE), page);
    assert.deepEqual([...(page.seen ?? [])], ["https://broker.example/keyhole.js", 1, undefined]);
    assert.deepEqual(
      [...names()].filter((name) => !known.has(name)),
      [],
    );
    runInContext(script(CODE), page);
  });

  it("shows an exception in the place of each element, also of later ones, and reports it once", () => {
    const { page, elements, sent, add } = classicPage();
    runInContext(script("throw new TypeError('planted')"), page);
    const later = add();
    assert.deepEqual(
      elements.map(({ textContent }) => textContent),
      [WORDS, WORDS],
    );
    later.textContent = "";
    add();
    assert.equal(later.textContent, "");
    assert.deepEqual(
      sent.map(({ type, kind }) => [type, kind]),
      Array(3).fill(["keyhole-error", "page"]),
    );
  });

  it("leaves elements alone that another script has defined", () => {
    const { page, add, HostElement } = classicPage();
    runInContext(script("throw new TypeError('planted')"), page);
    const defined = add(Object.assign(new HostElement(), { shadowRoot: {} }));
    assert.equal(defined.textContent, "");
  });

  it("shows it where the page has replaced the console", () => {
    const { page, elements } = classicPage();
    runInContext("console = {}", page);
    runInContext(script("throw new TypeError('planted')"), page);
    assert.equal(elements[0]?.textContent, WORDS);
  });
});
