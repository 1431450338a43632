import { equal } from "../../test/assert.ts";
import { afterEach, describe, it } from "../../test/mocha.ts";
import { repeatMarks } from "./repeat-marks.ts";

/** Attributes of a box in an element, after `repeatMarks`. The markup holds the element as `<x-x>`. */
function marksIn(markup: string): Record<string, string> {
  const template = document.createElement("template");
  template.innerHTML = markup;
  document.body.append(template.content);
  const box = document.createElement("div");
  box.className = "box";
  const element =
    document.querySelector("x-x") ?? document.querySelector("x-card")?.shadowRoot?.querySelector("x-x");
  if (element) repeatMarks(element, box);
  return Object.fromEntries([...box.attributes].map(({ name, value }) => [name, value]));
}

describe("repeatMarks", () => {
  afterEach(() => document.body.replaceChildren());

  for (const name of [
    "rr-mask",
    "rr-block",
    "rr-ignore",
    "sentry-mask",
    "sentry-block",
    "ph-mask",
    "ph-no-capture",
    "dd-privacy-mask",
    "dd-privacy-hidden",
    "fs-mask",
    "fs-exclude",
    "fs-exclude-without-consent",
    "nr-mask",
    "nr-block",
    "amp-block",
    "mp-mask",
    "highlight-block",
    "heap-ignore",
    "pendo-ignore",
  ]) {
    it(`repeats the class ${name}`, () =>
      equal(marksIn(`<x-x class="card ${name}\nmt-4"></x-x>`), { class: `box ${name}` }));
  }

  for (const [name, value] of [
    ["data-sentry-mask", ""],
    ["data-sentry-block", ""],
    ["data-dd-privacy", "mask"],
    ["data-dd-privacy", "allow"],
    ["data-hj-suppress", ""],
    ["data-clarity-mask", "true"],
    ["data-private", ""],
    ["data-nr-block", ""],
    ["data-heap-redact-text", "true"],
    ["data-matomo-mask", ""],
    ["data-cs-mask", ""],
    ["data-openreplay-masked", ""],
    ["data-openreplay-obscured", ""],
  ] as const) {
    it(`repeats ${name}="${value}"`, () =>
      equal(marksIn(`<x-x ${name}="${value}"></x-x>`), { class: "box", [name]: value }));
  }

  it("repeats the marks of ancestors, across shadow roots", () => {
    document.body.innerHTML = '<main class="rr-block"><x-card class="ph-no-capture"></x-card></main>';
    const root = document.querySelector("x-card")?.attachShadow({ mode: "open" });
    if (root) root.innerHTML = "<p data-hj-suppress><x-x></x-x></p>";
    equal(marksIn(""), { class: "box ph-no-capture rr-block", "data-hj-suppress": "" });
  });

  it("takes the nearest value of an attribute", () =>
    equal(marksIn('<main data-dd-privacy="allow"><p data-dd-privacy="hidden"><x-x></x-x></p></main>'), {
      class: "box",
      "data-dd-privacy": "hidden",
    }));

  it("leaves other classes and attributes alone", () => {
    const others =
      'class="mask block hidden lg:mt-4 sentry-unmask fs-unmask" id="a" hidden aria-hidden="true"';
    const data = 'data-testid="x" data-props="{}" data-clarity-unmask="true" data-hj-allow';
    equal(marksIn(`<x-x ${others} ${data}></x-x>`), { class: "box" });
  });
});
