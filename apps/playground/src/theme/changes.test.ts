import assert from "node:assert/strict";
import { test } from "node:test";
import { type KnownToken, ThemeChanges } from "../page/theme-changes.js";

const token = (name: string, kind: KnownToken["kind"], value: string): KnownToken => ({
  ...{ name: `--keyhole-${name}`, kind, value },
  description: "",
  scope: "both",
});

const TOKENS = [
  token("surface", "colour", "light-dark(#fff, #111)"),
  token("accent", "colour", "light-dark(#00f, #aaf)"),
  token("link", "colour", "var(--keyhole-accent)"),
  token("space", "length", "16px"),
];
const PRESETS = { dark: { "--keyhole-surface": "#111", "--keyhole-accent": "#aaf" } };

const fresh = () => new ThemeChanges(TOKENS, PRESETS);

test("the CSS holds what was changed and nothing else, in the order of the tokens", () => {
  const changes = fresh();
  assert.equal(changes.css(), "");
  changes.set("--keyhole-space", "value", "8px");
  changes.set("--keyhole-accent", "light", "#b00");
  assert.equal(
    changes.css(),
    "keyhole-calls,\nkeyhole-call {\n  --keyhole-accent: light-dark(#b00, #aaf);\n  --keyhole-space: 8px;\n}\n",
  );
  changes.set("--keyhole-accent", "dark", "#b00");
  assert.equal(changes.valueOf("--keyhole-accent"), "#b00");
  changes.reset("--keyhole-accent");
  changes.unset("--keyhole-space", "value");
  assert.equal(changes.size, 0);
});

test("a side that follows another token goes on following it, and has a colour without it", () => {
  const changes = fresh();
  changes.set("--keyhole-link", "light", "#b00");
  assert.equal(changes.valueOf("--keyhole-link"), "light-dark(#b00, var(--keyhole-accent, #aaf))");
  changes.set("--keyhole-link", "dark", "#fbb");
  changes.unset("--keyhole-link", "light");
  assert.equal(changes.valueOf("--keyhole-link"), "light-dark(var(--keyhole-accent, #00f), #fbb)");
});

test("a preset is what changes are made on, and is named but not repeated", () => {
  const changes = fresh();
  changes.preset = "dark";
  changes.set("--keyhole-surface", "dark", "#000");
  assert.match(changes.css(), /^\/\* With the preset themes\/dark\.css\. \*\/\nkeyhole-calls,/);
  assert.equal(changes.valueOf("--keyhole-surface"), "light-dark(#111, #000)");
  assert.deepEqual(changes.allEntries().at(1), ["--keyhole-accent", "#aaf"]);
  assert.equal(changes.entries().length, 1);
});

test("an address brings back the same theme", () => {
  const changes = fresh();
  changes.preset = "dark";
  changes.set("--keyhole-accent", "light", "#b00");
  changes.set("--keyhole-space", "value", "8px");
  const copy = fresh();
  copy.read(changes.hash(), () => true);
  assert.equal(copy.css(), changes.css());
  assert.equal(copy.hash(), changes.hash());
});

test("of an address, what is unknown, harmful or no value is passed over", () => {
  const changes = fresh();
  const hostile = new URLSearchParams([
    ["preset", "__proto__"],
    ["preset", "constructor"],
    ["__proto__", "x"],
    ["nothing", "1px"],
    ["accent", "#b00"],
    ["accent.side", "#b00"],
    ["surface.light", "url(https://third.example)"],
    ["surface.dark", "red;} *{display:none"],
    ["space.light", "4px"],
    ["space", "many"],
    ["link.dark", "#fff"],
  ]);
  changes.read(hostile.toString(), (_, value) => value !== "many");
  assert.deepEqual(changes.entries(), [["--keyhole-link", "light-dark(var(--keyhole-accent, #00f), #fff)"]]);
  assert.equal(changes.preset, "");
  changes.read("%%%&=&%E0%A4%A", () => true);
  assert.equal(changes.size, 0);
});
