import assert from "node:assert/strict";
import { test } from "node:test";
import { elementChecks } from "./element-checks.ts";
import { type Planted, withLamps } from "./testing/lamp-package.ts";

const LAMP = "src/lamp/keyhole-lamp.ts";
const SWITCH = "src/lamp/render-switch.ts";
const BULB = "src/bulb/bulb.ts";

const complaintsWith = (...planted: Planted[]) =>
  withLamps(planted, (root) => elementChecks(root).docBlocks());

test("a package whose doc blocks are right has no complaint", async () => {
  assert.deepEqual(await complaintsWith(), []);
});

const planted: [what: string, change: Planted, complaint: RegExp][] = [
  [
    "a part that is not documented",
    [LAMP, " * @csspart box - All of it.\n", ""],
    /^<keyhole-lamp> has the part box and no @csspart/,
  ],
  [
    "a part in a function that the template calls",
    [SWITCH, 'part="switch', 'part="knob'],
    /has the part knob/,
  ],
  [
    "a part that is set by a script, loaded later",
    [BULB, "`bulb", "`glass"],
    /^<keyhole-bulb> has the part glass/,
  ],
  [
    "a part that is no more",
    [SWITCH, ' part="switch', ' data-part="switch'],
    /^<keyhole-lamp> documents @csspart switch, and has none/,
  ],
  [
    "a state of a part that is not documented",
    [SWITCH, '"on" | "off"', '"on" | "off" | "broken"'],
    /has the part switch broken, and @csspart switch does not say "also `broken`"/,
  ],
  [
    "a state of a part that never is",
    [LAMP, "also `on` or `off`", "also `on`, `off` or `dim`"],
    /documents @csspart switch as also dim/,
  ],
  [
    "a part that the types do not tell",
    [SWITCH, '"on" | "off"', "string"],
    /render-switch\.ts:5: the names of a part cannot be told/,
  ],
  [
    "a slot that is not documented",
    [LAMP, '<slot name="shade"></slot>', '<slot name="shade"></slot><slot name="foot"></slot>'],
    /has foot and no @slot/,
  ],
  [
    "a slot without a name",
    [LAMP, '<slot name="shade"></slot>', '<slot name="shade"></slot><slot></slot>'],
    /a slot without a name and no @slot/,
  ],
  ["a slot that is no more", [LAMP, '<slot name="shade"></slot>', ""], /documents @slot shade, and has none/],
  [
    "an event that is not documented",
    [
      LAMP,
      " * @fires {KeyholeLampOnEvent} keyhole-lamp-on - It was switched on;\n *   preventing it keeps it dark.\n",
      "",
    ],
    /dispatches KeyholeLampOnEvent and has no @fires/,
  ],
  [
    "an event that is never dispatched",
    [LAMP, "this.dispatchEvent(new KeyholeLampOnEvent(hard ? 2 : 1))", "hard"],
    /documents @fires keyhole-lamp-on, and never dispatches it/,
  ],
  [
    "an event under another name",
    ["src/events/keyhole-lamp-on-event.ts", 'super("keyhole-lamp-on"', 'super("keyhole-lamp-lit"'],
    /KeyholeLampOnEvent is keyhole-lamp-lit/,
  ],
  [
    "an event that the DOM's map lacks",
    ["src/events/keyhole-lamp-on-event.ts", '    "keyhole-lamp-on": KeyholeLampOnEvent;\n', ""],
    /not in the DOM's event map/,
  ],
  [
    "an event without a class",
    [LAMP, "new KeyholeLampOnEvent(hard ? 2 : 1)", 'new CustomEvent("keyhole-lamp-on")'],
    /dispatches new CustomEvent\("keyhole-lamp-on"\), which has no class/,
  ],
  [
    "a custom property that is not documented",
    [LAMP, " * @cssprop --keyhole-text - Words.\n", ""],
    /looks up --keyhole-text and has no @cssprop/,
  ],
  [
    "a custom property of a style sheet that is loaded later",
    ["src/bulb/bulb.styles.ts", "--keyhole-glow", "--keyhole-shine"],
    /<keyhole-bulb> looks up --keyhole-shine/,
  ],
  [
    "a custom property that nothing looks up",
    [LAMP, "--keyhole-accent - Light", "--keyhole-colour - Light"],
    /documents @cssprop --keyhole-colour, and no style looks it up/,
  ],
  [
    "a property that is no public field",
    [
      "src/base-element.ts",
      "  /** Whose lamp. */\n  site: string | null = null;",
      "  protected site: string | null = null;",
    ],
    /has the reactive property site, which is no public field/,
  ],
  [
    "a public field that is not reactive",
    [LAMP, "    renderFoot: { attribute: false },\n", ""],
    /public field renderFoot, which is not in static properties/,
  ],
  [
    "a documented attribute that is not observed",
    [LAMP, " * @csspart box", " * @attr colour - Its colour.\n * @csspart box"],
    /documents the attribute colour, and does not observe it/,
  ],
  ["a method without words", [LAMP, "  /** Switches it on. */\n", ""], /has no words for toggle/],
  [
    "an element inside that there is not",
    [LAMP, "@includes keyhole-bulb", "@includes keyhole-torch"],
    /includes <keyhole-torch>, which there is not/,
  ],
];

for (const [what, change, complaint] of planted) {
  test(`a planted disagreement is caught: ${what}`, async () => {
    const complaints = await complaintsWith(change);
    assert.ok(
      complaints.some((one) => complaint.test(one)),
      complaints.join("\n") || "no complaint",
    );
  });
}

test("without @includes an element answers for all that it loads", async () => {
  const complaints = await complaintsWith([LAMP, " * @includes keyhole-bulb - While it is lit.\n", ""]);
  assert.deepEqual(complaints.map((one) => one.replace(/ \(.*/, "")).sort(), [
    "<keyhole-lamp> has the part bulb and no @csspart for it",
    "<keyhole-lamp> has the part wire and no @csspart for it",
    "<keyhole-lamp> looks up --keyhole-glow and has no @cssprop for it",
  ]);
});

const BULB_ALONE = "src/bulb/keyhole-bulb.ts";
const DISPATCH: Planted = [
  BULB,
  "this.element.part.value",
  "this.element.dispatchEvent(new KeyholeLampOnEvent(1));\n    this.element.part.value",
];
const IMPORT: Planted = [
  BULB,
  "import { bulbStyles",
  'import { KeyholeLampOnEvent } from "../events/keyhole-lamp-on-event.ts";\nimport { bulbStyles',
];

test("what is dispatched only inside another element may be documented there alone, in so many words", async () => {
  const [complaint] = await complaintsWith(DISPATCH, IMPORT);
  assert.match(complaint ?? "", /^<keyhole-bulb> dispatches KeyholeLampOnEvent and has no @fires/);
  const says = (event: string): Planted => [
    BULB_ALONE,
    " * @csspart bulb",
    ` * @elsewhere ${event} - In a lamp.\n * @csspart bulb`,
  ];
  assert.deepEqual(await complaintsWith(DISPATCH, IMPORT, says("keyhole-lamp-on")), []);
  assert.match(
    (await complaintsWith(says("keyhole-lamp-on"))).join(),
    /documented elsewhere, where it is not/,
  );
});
