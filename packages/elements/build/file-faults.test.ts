import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { fileFaults, headroomWarnings, sizesOf } from "./file-faults.ts";
import { integrityOf } from "./release-files.ts";
import { APART, BUNDLE, ENTRY, RELEASE_FILES } from "./release-table.ts";

const files = (changes: Record<string, string> = {}) =>
  new Map(
    [...RELEASE_FILES.map(({ name }) => name), BUNDLE, ...Object.keys(changes)].map((name) => [
      name,
      Buffer.from(changes[name] ?? name),
    ]),
  );

test("small files that hold nothing odd have no fault", () => {
  assert.deepEqual(fileFaults(files()), []);
});

for (const { name, maxBytes } of RELEASE_FILES) {
  test(`${name} may have ${maxBytes} bytes after brotli, and its size is told`, () => {
    // What cannot be made smaller.
    const large = randomBytes(maxBytes).toString("base64");
    const faults = fileFaults(files({ [name]: large }));
    assert.equal(faults.length, 1, faults.join("\n"));
    assert.match(faults[0] ?? "", new RegExp(`^${name}: \\d+ bytes of brotli, and may have ${maxBytes}\n`));
    const line = sizesOf(files()).find((one) => one.startsWith(`${name}: `));
    assert.match(line ?? "", new RegExp(`brotli 11 \\d+ \\(may have ${maxBytes}, \\d+% left\\)$`));
  });
}

test("a file that is too large names the modules that grew", () => {
  const large = files({ [ENTRY]: randomBytes(100_000).toString("base64") });
  const [fault] = fileFaults(large, (script) => [`+9 a module of ${script}`]);
  assert.match(
    fault ?? "",
    /and may have \d+\n {2}\+9 a module of keyhole\.js\n {2}Load lazily .*raise the limit/,
  );
});

/** A file of the entry's name with a size after brotli: it makes random bytes a few bytes longer. */
function entryOf(bytes: number): Map<string, Buffer> {
  const random = randomBytes(bytes);
  const entry = random.subarray(brotliCompressSync(random).length - bytes);
  return files().set(ENTRY, entry);
}
const limit = RELEASE_FILES.find(({ name }) => name === ENTRY)?.maxBytes ?? 0;

test("a file with less than 3% of its limit left is warned about, with the modules that grew", () => {
  const [warning = "", ...others] = headroomWarnings(entryOf(Math.ceil(limit * 0.971)), (script) => [
    `+9 a module of ${script}`,
  ]);
  assert.deepEqual(others, []);
  assert.match(
    warning,
    /^warning: keyhole\.js has \d+ bytes left, 2\.\d% of its limit; 3% should stay free\n {2}\+9 a module of keyhole\.js\n {2}Load lazily/,
  );
});

test("a file with 3% left, or beyond its limit, is not warned about", () => {
  assert.deepEqual(headroomWarnings(entryOf(Math.floor(limit * 0.968))), []);
  assert.deepEqual(headroomWarnings(entryOf(limit + 100)), []);
});

test("the file with everything has no limit, and its size is told", () => {
  const large = files({ [BUNDLE]: randomBytes(100_000).toString("base64") });
  assert.deepEqual(fileFaults(large), []);
  assert.match(sizesOf(large).at(-1) ?? "", /^keyhole\.bundle\.js: .*\(no limit\)$/);
});

const planted: [what: string, name: string, text: string][] = [
  ["a source map", "call.js", "//# sourceMappingURL=call.js.map"],
  ["a folder of this machine", "call.js", `"${import.meta.dirname}"`],
  ["Lit's development build", ENTRY, "Lit is in dev mode"],
  ["a style attribute", ENTRY, '<p style="color:red">'],
  ["a walk over inherited properties", "call.js", "for(var name in all)"],
  ["a script that the table lacks", "chunk.js", ""],
  ["a script that the file with everything loads", BUNDLE, `import(\`\${where}errors.js\`)`],
];
for (const [what, name, text] of planted) {
  test(`a planted fault is found: ${what}`, () => {
    assert.equal(fileFaults(files({ [name]: text })).length, 1);
  });
}

test("scripts may load others, and the file with everything may read import.meta", () => {
  assert.deepEqual(fileFaults(files({ [ENTRY]: 'import("/keyhole/1.0.0/" + name)' })), []);
  assert.deepEqual(fileFaults(files({ [BUNDLE]: "new URL(import.meta.url)" })), []);
});

test("the file with everything may load the one whose hash it has, and no other", () => {
  const known = `import("./" + "${integrityOf(Buffer.from(APART))}")`;
  assert.deepEqual(fileFaults(files({ [BUNDLE]: known })), []);
  assert.equal(fileFaults(files({ [BUNDLE]: known, [APART]: "other bytes" })).length, 1);
  assert.equal(fileFaults(files({ [BUNDLE]: `${known};import("./call.js")` })).length, 1);
});

test("a part that was not built is not left out in silence", () => {
  const some = files();
  some.delete("errors.js");
  assert.throws(() => fileFaults(some), /errors\.js was not built/);
});
