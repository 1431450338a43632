import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { buildWhenNeeded } from "@keyhole/dev/build";
import { buildManifest } from "./build-manifest.ts";
import { elementsOf, vscodeCssData, vscodeHtmlData } from "./editor-data.ts";
import { HOME } from "./home.ts";
import { readElements } from "./read-elements.ts";
import { withLamps } from "./testing/lamp-package.ts";
import { webTypes } from "./web-types.ts";
import { writeManifest } from "./write-manifest.ts";

const lamps = await withLamps([], async (root) => buildManifest(await readElements(root)));
const [bulb, lamp] = elementsOf(lamps);
assert.ok(bulb && lamp);

test("an element has its tag, its definition and what it inherits, and nothing that is not public", () => {
  assert.equal(lamp.tagName, "keyhole-lamp");
  assert.equal(lamp.customElement, true);
  assert.deepEqual(
    lamp.members?.map(({ name, attribute }) => [name, attribute]),
    [
      ["site", "site"],
      ["socketId", "socket-id"],
      ["signOut", undefined],
      ["renderFoot", undefined],
      ["toggle", undefined],
    ],
  );
  assert.deepEqual(
    lamp.attributes?.map(({ name, fieldName, type, description }) => [
      name,
      fieldName,
      type?.text,
      description,
    ]),
    [
      ["site", "site", "string | null", "Whose lamp."],
      ["socket-id", "socketId", "string | null", "Which socket."],
    ],
  );
  const module = lamps.modules.find(({ path }) => path === "src/lamp/keyhole-lamp.ts");
  assert.deepEqual(
    module?.exports.map(({ kind, name }) => [kind, name]),
    [
      ["js", "KeyholeLamp"],
      ["custom-element-definition", "keyhole-lamp"],
    ],
  );
});

test("a method has its parameters and its result", () => {
  const toggle = lamp.members?.find(({ name }) => name === "toggle");
  assert.deepEqual(toggle?.parameters, [{ name: "hard", type: { text: "boolean" } }]);
  assert.equal(toggle?.return?.type?.text, "Promise<void>");
});

test("events have their class, and whether they can be prevented", () => {
  assert.deepEqual(lamp.events, [
    {
      name: "keyhole-lamp-on",
      description: "It was switched on; preventing it keeps it dark.",
      type: { text: "KeyholeLampOnEvent" },
      cancelable: true,
    },
  ]);
  const classes = lamps.modules.flatMap(({ declarations }) => declarations).map(({ name }) => name);
  assert.deepEqual(classes.sort(), ["BaseElement", "KeyholeBulb", "KeyholeLamp", "KeyholeLampOnEvent"]);
});

test("custom properties have the default of the style sheet, and their form for this element alone", () => {
  assert.deepEqual(
    lamp.cssProperties?.map(({ name, default: fallback, from }) => [name, fallback, from]),
    [
      ["--keyhole-lamp-size", "12px", undefined],
      ["--keyhole-accent", "light-dark(#fff, rgb(0 0 0))", undefined],
      ["--keyhole-text", "var(--keyhole-accent)", undefined],
      ["--keyhole-lamp-accent", "var(--keyhole-accent)", undefined],
      ["--keyhole-glow", "yellow", "keyhole-bulb"],
    ],
  );
});

test("what the element inside brings is there, and says where it comes from", () => {
  assert.deepEqual(
    lamp.cssParts?.map(({ name, from }) => [name, from]),
    [
      ["box", undefined],
      ["switch", undefined],
      ["bulb", "keyhole-bulb"],
      ["wire", "keyhole-bulb"],
    ],
  );
  assert.deepEqual(lamp.keyboard, [{ keys: "Enter, Space", description: "Switches it on." }]);
});

test("editors get tags, attributes, parts and custom properties", () => {
  const html = vscodeHtmlData(lamps);
  assert.deepEqual(
    html.tags.map(({ name, attributes }) => [name, attributes.map((attribute) => attribute.name)]),
    [
      ["keyhole-bulb", ["site", "socket-id"]],
      ["keyhole-lamp", ["site", "socket-id"]],
    ],
  );
  assert.match(html.tags[1]?.description.value ?? "", /A lamp\.[\s\S]*`keyhole-lamp-on`[\s\S]*`shade`/);
  const css = vscodeCssData(lamps);
  assert.ok(
    css.properties.some(
      ({ name, description }) => name === "--keyhole-lamp-size" && /12px/.test(description),
    ),
  );
  assert.ok(css.pseudoElements.some(({ name }) => name === "::part(wire)"));
  const { contributions } = webTypes(lamps, { name: "lamps", version: "1.0.0" });
  const [, element] = contributions.html.elements;
  assert.deepEqual(
    element?.attributes.map(({ name, value }) => [name, value.type]),
    [
      ["site", "string"],
      ["socket-id", "string"],
    ],
  );
  assert.deepEqual(
    element?.js.events.map(({ name, type }) => [name, type]),
    [["keyhole-lamp-on", "KeyholeLampOnEvent"]],
  );
});

test("the same bytes are written each time, those of the build, and no folder of the machine", async () => {
  buildWhenNeeded("elements");
  const folder = mkdtempSync(join(tmpdir(), "manifest-"));
  try {
    await writeManifest(folder);
    const names = readdirSync(folder);
    assert.deepEqual(names.sort(), [
      "custom-elements.json",
      "vscode.css-custom-data.json",
      "vscode.html-custom-data.json",
      "web-types.json",
    ]);
    for (const name of names) {
      const text = readFileSync(join(folder, name), "utf8");
      assert.equal(text, readFileSync(join(HOME, "dist", name), "utf8"), name);
      assert.ok(!text.includes(HOME) && !text.includes("file:"), name);
      assert.match(text, /keyhole-calls/, name);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
