import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { partFaults, sizesOf } from "./bundle-faults.ts";
import { BUNDLE, ENTRY, PARTS } from "./parts.ts";

const files = (changes: Record<string, string> = {}) =>
  new Map(
    [...PARTS.map(({ name }) => name), BUNDLE].map((name) => [name, Buffer.from(changes[name] ?? name)]),
  );

test("small files that hold nothing odd have no fault", () => {
  assert.deepEqual(partFaults("1.0.0", files()), []);
});

for (const { name, maxBytes } of PARTS) {
  test(`${name} may have ${maxBytes} bytes after brotli, and its size is told`, () => {
    // What cannot be made smaller.
    const large = randomBytes(maxBytes).toString("base64");
    const faults = partFaults("1.0.0", files({ [name]: large }));
    assert.equal(faults.length, 1, faults.join("\n"));
    assert.match(faults[0] ?? "", new RegExp(`^${name}: \\d+ bytes of brotli, and may have ${maxBytes}$`));
    const line = sizesOf(files()).find((one) => one.startsWith(`${name}: `));
    assert.match(line ?? "", new RegExp(`brotli 11 \\d+ \\(may have ${maxBytes}\\)$`));
  });
}

test("the file with everything has no limit, and its size is told", () => {
  const large = files({ [BUNDLE]: randomBytes(100_000).toString("base64") });
  assert.deepEqual(partFaults("1.0.0", large), []);
  assert.match(sizesOf(large).at(-1) ?? "", /^keyhole\.bundle\.js: .*\(no limit\)$/);
});

const planted: [what: string, name: string, text: string][] = [
  ["a source map", "call.js", "//# sourceMappingURL=call.js.map"],
  ["a folder of this machine", "call.js", `"${import.meta.dirname}"`],
  ["Lit's development build", ENTRY, "Lit is in dev mode"],
  ["a style attribute", ENTRY, '<p style="color:red">'],
  ["a part that there is not", ENTRY, `import(\`/keyhole/1.0.0/laterr.js\${again}\`)`],
  ["a kind of part that there is not", ENTRY, `import(\`/keyhole/1.0.0/words-\${language}.js\`)`],
  ["a script that the file with everything loads", BUNDLE, `import(\`\${where}later.js\`)`],
];
for (const [what, name, text] of planted) {
  test(`a planted fault is found: ${what}`, () => {
    assert.equal(partFaults("1.0.0", files({ [name]: text })).length, 1);
  });
}

test("parts that there are may be loaded, import.meta may be read", () => {
  const text = `import(\`/keyhole/1.0.0/later.js\${again}\`);import(\`/keyhole/1.0.0/call.js\`);import.meta.url`;
  assert.deepEqual(partFaults("1.0.0", files({ [ENTRY]: text })), []);
  assert.deepEqual(partFaults("1.0.0", files({ [BUNDLE]: "new URL(import.meta.url)" })), []);
});

test("a part that was not built is not left out in silence", () => {
  const some = files();
  some.delete("later.js");
  assert.throws(() => partFaults("1.0.0", some), /later\.js was not built/);
});
