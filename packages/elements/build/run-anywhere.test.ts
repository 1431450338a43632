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

/** A page that runs a classic script. Its elements are defined in `defined`. */
function classicPage() {
  const defined = new Map<string, new () => { connectedCallback(): void }>();
  const sent: { type: string; kind: string }[] = [];
  class HTMLElement {
    textContent = "";
    dispatchEvent(event: { type: string; kind: string }) {
      sent.push(event);
    }
  }
  const page = createContext({
    document: { currentScript: { src: "https://broker.example/keyhole.js" } },
    customElements: {
      get: (name: string) => defined.get(name),
      define: (name: string, element: new () => { connectedCallback(): void }) => defined.set(name, element),
    },
    console: { error() {} },
    HTMLElement,
    Event,
  });
  return { page: page as typeof page & { seen?: unknown[]; own?: unknown }, defined, sent };
}

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

  it("shows an exception in the place of each element, and reports it", () => {
    const { page, defined, sent } = classicPage();
    runInContext(script("throw new TypeError('planted')"), page);
    assert.deepEqual([...defined.keys()], ["keyhole-calls", "keyhole-call"]);
    const element = new (
      defined.get("keyhole-calls") as never as new () => {
        textContent: string;
        connectedCallback(): void;
      }
    )();
    element.connectedCallback();
    assert.equal(element.textContent, "This page keeps the element from working: TypeError: planted");
    assert.deepEqual(
      sent.map(({ type, kind }) => [type, kind]),
      [["keyhole-error", "page"]],
    );
  });

  it("leaves elements alone that are defined", () => {
    const { page, defined } = classicPage();
    defined.set("keyhole-calls", Object as never);
    runInContext(script("throw new TypeError('planted')"), page);
    assert.equal(defined.get("keyhole-calls"), Object);
  });
});
