import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { fileFaults, sizesOf } from "./file-faults.ts";
import { BUNDLE, ENTRY, RELEASE_FILES } from "./release-table.ts";

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
    assert.match(faults[0] ?? "", new RegExp(`^${name}: \\d+ bytes of brotli, and may have ${maxBytes}$`));
    const line = sizesOf(files()).find((one) => one.startsWith(`${name}: `));
    assert.match(line ?? "", new RegExp(`brotli 11 \\d+ \\(may have ${maxBytes}, \\d+% left\\)$`));
  });
}

test("a file that is too large names the modules that grew", () => {
  const large = files({ [ENTRY]: randomBytes(100_000).toString("base64") });
  const [fault] = fileFaults(large, (script) => [`+9 a module of ${script}`]);
  assert.match(fault ?? "", /and may have \d+\n {2}\+9 a module of keyhole\.js$/);
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

test("a part that was not built is not left out in silence", () => {
  const some = files();
  some.delete("errors.js");
  assert.throws(() => fileFaults(some), /errors\.js was not built/);
});
