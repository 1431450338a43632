import assert from "node:assert/strict";
import { test } from "node:test";
import { elementChecks } from "./element-checks.ts";
import { type Planted, withLamps } from "./testing/lamp-package.ts";

const LAMP = "src/lamp/keyhole-lamp.ts";
const SWITCH = "src/lamp/render-switch.ts";
const BULB = "src/bulb/bulb.ts";

/** A place of a template, written so that no template of this file takes it for its own. */
const place = (expression: string) => `$\{${expression}}`;

const complaintsWith = (...planted: Planted[]) =>
  withLamps(planted, (root) => elementChecks(root).literalTexts());

test("signs, keys, names of classes and parts are no texts", async () => {
  assert.deepEqual(await complaintsWith(), []);
});

const planted: [what: string, change: Planted, complaint: RegExp][] = [
  ["between tags", [LAMP, "!\n", "Lamp!\n"], /keyhole-lamp\.ts:\d+: "Lamp!" belongs in src\/i18n/],
  ["one letter", [LAMP, "!\n", "x\n"], /"x"/],
  ["in another alphabet", [LAMP, "!\n", "灯\n"], /"灯"/],
  ["in an attribute that is heard", [LAMP, "<slot", '<i aria-label="A lamp"></i><slot'], /"A lamp"/],
  ["in an attribute that is seen", [LAMP, "<slot", "<input placeholder=Name /><slot"], /"Name"/],
  ["around a place", [SWITCH, "title=", `alt="Lamp of ${place("state")}" title=`], /"Lamp of"/],
  ["in a property of a template", [LAMP, "<slot", `<i .ariaLabel=${place('"Lamp"')}></i><slot`], /"Lamp"/],
  ["chosen in a place", [LAMP, "!\n", `${place('this.lit ? "bright" : "dark"')}\n`], /"bright"[\s\S]*"dark"/],
  [
    "set by a script",
    [BULB, "this.element.part.value", 'this.element.title = "Bulb";\n    this.element.part.value'],
    /bulb\.ts:\d+: "Bulb"/,
  ],
  [
    "set as an attribute",
    [
      BULB,
      "this.element.part.value",
      'this.element.setAttribute("aria-label", "Bulb");\n    this.element.part.value',
    ],
    /"Bulb"/,
  ],
  [
    "handed on to be shown",
    [BULB, "this.element.part.value", 'console.log({ title: "Broken" });\n    this.element.part.value'],
    /"Broken"/,
  ],
];

for (const [what, change, complaint] of planted) {
  test(`a planted text is caught: ${what}`, async () => {
    assert.match((await complaintsWith(change)).join("\n"), complaint);
  });
}
