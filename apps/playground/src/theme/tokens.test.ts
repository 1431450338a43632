import assert from "node:assert/strict";
import { before, test } from "node:test";
import { buildWhenNeeded } from "@keyhole/dev/build";
import { GROUP_TITLES, groupOf, kindOf, roleOf, type Token } from "../page/theme-token-kind.js";
import { readPresets, tokensOf } from "./read-presets.ts";
import { readTokens } from "./read-tokens.ts";
import { themeStates } from "./theme-states.ts";

before(() => buildWhenNeeded("elements"));

const token = (name: string, value: string | null, scope: Token["scope"] = "both"): Token => ({
  ...{ name, value, scope },
  description: "",
});

test("every token of the manifest has a control and a place", () => {
  const tokens = readTokens();
  assert(tokens.length > 100, `${tokens.length} tokens`);
  for (const each of tokens) {
    const kind = kindOf(each, tokens);
    assert(kind, `${each.name} (${each.value}) has no control`);
    assert(GROUP_TITLES.includes(groupOf(each, kind)), each.name);
  }
});

test("a new token finds its control by its default", () => {
  const all = [token("--keyhole-accent", "light-dark(#00f, #aaf)")];
  const kind = (value: string | null, name = "--keyhole-new") => kindOf(token(name, value), all);
  assert.equal(kind("#fff"), "colour");
  assert.equal(kind("var(--keyhole-accent)"), "colour");
  assert.equal(kind("3px"), "length");
  assert.equal(kind("0.5"), "number");
  assert.equal(kind("200ms"), "time");
  assert.equal(kind("1px dashed red"), "outline");
  assert.equal(kind("0 0 0 2px #000"), "shadow");
  assert.equal(kind("Georgia, serif"), "font");
  assert.equal(kind("inherit", "--keyhole-color-scheme"), "scheme");
  assert.equal(kind(null), null);
  assert.equal(kind("var(--keyhole-gone)"), null);
  assert.equal(kind("something else"), null);
  assert.equal(groupOf(token("--keyhole-new", "3px"), "length"), "Space and size");
});

test("a token's role is its name without the element's", () => {
  assert.equal(roleOf(token("--keyhole-calls-text", "", "list")), "text");
  assert.equal(roleOf(token("--keyhole-call-text", "", "call")), "text");
  assert.equal(roleOf(token("--keyhole-caller", "")), "caller");
});

test("presets name tokens of the manifest alone", () => {
  const presets = readPresets();
  assert.deepEqual(Object.keys(presets).sort(), ["dark", "high-contrast", "light"]);
  const names = new Set(readTokens().map(({ name }) => name));
  for (const [preset, tokens] of Object.entries(presets)) {
    assert(Object.keys(tokens).length > 10, preset);
    for (const name of Object.keys(tokens)) assert(names.has(name), `${name} of ${preset}`);
  }
  assert.deepEqual(tokensOf("/* --keyhole-no: 1; */ a { --keyhole-b:\n  1px\n  2px; color: red; }"), {
    "--keyhole-b": "1px 2px",
  });
});

test("every state is there once", () => {
  for (const states of [themeStates("keyhole-calls"), themeStates("keyhole-call")]) {
    const keys = states.map(({ attributes }) => JSON.stringify(attributes));
    assert.equal(new Set(keys).size, keys.length);
    assert.equal(new Set(states.map(({ group, name }) => `${group} ${name}`)).size, keys.length);
  }
});
