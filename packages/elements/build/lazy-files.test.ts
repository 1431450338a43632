import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { build, type Rolldown } from "vite";
import { lazyFiles } from "./lazy-files.ts";
import { repeatedModules } from "./module-sizes.ts";

/** Counts its instances, as the session does. */
const SOURCES: Record<string, string> = {
  "keyhole.ts": `
    import { core } from "./core.ts";
    globalThis.copies ??= [];
    globalThis.copies.push({ core, list: () => import("./list.ts"), call: () => import("./call.ts") });`,
  "core.ts": "export const core = { name: 'core' }; export class View { of = core }",
  "window.ts": "import { View } from './core.ts'; export class Window extends View {}",
  "list.ts": `
    import { core } from "./core.ts";
    import { Window } from "./window.ts";
    import { row } from "./row.ts";
    export { core, row, Window };
    export const verdicts = () => import("./verdicts.ts");`,
  "row.ts": "export const row = () => 'a row'; export const room = () => 'its room';",
  "verdicts.ts": "import { room, row } from './row.ts'; export { room, row };",
  "call.ts": `
    import { Window } from "./window.ts";
    import { label } from "./label.ts";
    export { label, Window };
    export const more = () => import("./more.ts");`,
  "label.ts": "export const label = () => 'a call'; export const hint = () => 'a hint';",
  "more.ts":
    "import { hint, label } from './label.ts'; import { Window } from './window.ts'; export { hint, label, Window };",
};

interface Copy {
  core: object;
  list(): Promise<{ core: object; Window: new () => { of: object } }>;
  call(): Promise<{ Window: unknown; label: unknown; more(): Promise<{ Window: unknown; label: unknown }> }>;
}

let folder: string;
let chunks: Rolldown.OutputChunk[];
/** Where releases are served, below the path of a broker. */
const RELEASE = "/keyhole/1.0.0/";
const script = (name: string) => join(folder, "voice", RELEASE, name);

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "keyhole-lazy-"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  for (const [name, text] of Object.entries(SOURCES)) writeFileSync(join(folder, name), text);
  const entry = join(folder, "keyhole.ts");
  const built = await build({
    configFile: false,
    root: folder,
    logLevel: "silent",
    plugins: [lazyFiles(entry, RELEASE)],
    build: {
      write: false,
      minify: false,
      lib: { entry, formats: ["es"] },
      rolldownOptions: { output: { entryFileNames: "keyhole.js", chunkFileNames: "[name].js" } },
    },
  });
  const outputs = [built].flat() as Rolldown.RolldownOutput[];
  chunks = outputs.flatMap(({ output }) => output.filter((file) => file.type === "chunk"));
  for (const { fileName, code } of chunks) {
    mkdirSync(dirname(script(fileName)), { recursive: true });
    writeFileSync(script(fileName), code);
    if (fileName === "keyhole.js") writeFileSync(moving(), code);
  }
});
after(() => rmSync(folder, { recursive: true }));

/** The entry that moves from release to release. */
const moving = () => join(folder, "voice", "keyhole.js");

async function load(query: string, entry = moving()): Promise<Copy> {
  await import(`${pathToFileURL(entry)}?${query}`);
  return (globalThis as unknown as { copies: Copy[] }).copies.at(-1) as Copy;
}

describe("lazyFiles", () => {
  it("puts each module into one file, and what two lazy files share into shared.js", () => {
    const sizes = Object.fromEntries(
      chunks.map(({ fileName, modules }) => [
        fileName,
        Object.fromEntries(Object.entries(modules).map(([id, { renderedLength }]) => [id, renderedLength])),
      ]),
    );
    const files = ["call.js", "keyhole.js", "list.js", "more.js", "shared.js", "verdicts.js"];
    assert.deepEqual(Object.keys(sizes).sort(), files);
    assert.deepEqual(repeatedModules(sizes), []);
    assert.deepEqual(Object.keys(sizes["shared.js"] ?? {}), [join(folder, "window.ts")]);
    assert.ok(sizes["call.js"]?.[join(folder, "label.ts")], "more.js takes it from call.js");
  });

  it("writes lazy files that import nothing", () => {
    for (const { fileName, code } of chunks) {
      if (fileName !== "keyhole.js") assert.doesNotMatch(code, /\bimport\b/, fileName);
      // Nor do `list.js` and `call.js`, of which other files take more than a page does.
      assert.doesNotMatch(code, /= (\/\*.*\*\/ )?__exportAll\(/, fileName);
    }
  });

  it("gives lazy files the entry's instances, and each copy of the entry its own", async () => {
    const [first, second] = [await load("one"), await load("two", script("keyhole.js"))];
    assert.notEqual(first.core, second.core);
    for (const { core, list, call } of [first, second]) {
      const [{ Window, core: own }, loaded] = await Promise.all([list(), call()]);
      assert.equal(own, core);
      assert.equal(new Window().of, core);
      assert.equal(loaded.Window, Window);
      const more = await loaded.more();
      assert.deepEqual([more.Window, more.label], [Window, loaded.label]);
    }
  });

  it("finds its files below the broker's path, whichever entry was loaded, and whatever its query holds", async () => {
    for (const entry of [moving(), script("keyhole.js")]) {
      const { list } = await load("from=/a/b/keyhole/1.0.0/", entry);
      assert.ok((await list()).Window);
    }
  });

  it("loads a file once, and tries a failed one again by another address", async () => {
    const { list } = await load("three");
    renameSync(script("shared.js"), script("away.js"));
    await assert.rejects(list());
    renameSync(script("away.js"), script("shared.js"));
    assert.equal(await list(), await list());
  });
});
