import assert from "node:assert/strict";
import { it } from "node:test";
import { placeModules } from "./place-modules.ts";

/** Modules by name: what each imports; a name with `?` is imported lazily. */
function shared(modules: Record<string, string[]>): string[] {
  return [
    ...placeModules("entry", (id) => {
      const links = modules[id] ?? [];
      return {
        importedIds: links.filter((link) => !link.endsWith("?")),
        dynamicallyImportedIds: links.filter((link) => link.endsWith("?")).map((link) => link.slice(0, -1)),
      };
    }).shared,
  ];
}

it("placeModules shares what two lazy files import", () => {
  assert.deepEqual(
    shared({ entry: ["list?", "call?"], list: ["a"], call: ["b"], a: ["both"], b: ["both"] }),
    ["both"],
  );
});

it("placeModules does not share what the entry imports", () => {
  assert.deepEqual(shared({ entry: ["both", "list?", "call?"], list: ["both"], call: ["both"] }), []);
});

it("placeModules does not share what a file has that is always loaded before", () => {
  assert.deepEqual(shared({ entry: ["call?"], call: ["label", "more?"], more: ["label"] }), []);
  const either = { entry: ["call?", "list?"], call: ["label", "more?"], list: ["more?"], more: ["label"] };
  assert.deepEqual(shared(either), ["label"]);
});
