import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { browserFaults } from "./browser-faults.ts";
import type { Exception } from "./exceptions.ts";

function faultsOf(text: string, file = "list.js", exceptions: readonly Exception[] = []): string[] {
  return browserFaults(new Map([[file, Buffer.from(text)]]), exceptions);
}

/** What came after the oldest browsers, by where it is used. */
const NEWER: Readonly<Record<string, readonly [code: string, feature: string]>> = {
  "a global": ["new URLPattern(a)", "api.URLPattern"],
  "a property of the page": ["globalThis.navigation?.back()", "api.Window.navigation"],
  "a destructured property of the page": ["const { scheduler } = globalThis", "api.scheduler"],
  "a property by its text": ["globalThis['URLPattern']", "api.URLPattern"],
  "a static method": ["Uint8Array.fromBase64(a)", "javascript.builtins.Uint8Array.fromBase64"],
  "a static method with an old name": ["Promise.try(a)", "javascript.builtins.Promise.try"],
  "a method of Intl": ["new Intl.DurationFormat(a)", "javascript.builtins.Intl.DurationFormat"],
  "a method of any object": ["a.moveBefore(b, null)", "api.Document.moveBefore"],
  "a method of a known object": ["document.startViewTransition()", "api.Document.startViewTransition"],
  "a method of an iterator": ["new Map().values().map(a)", "javascript.builtins.Iterator.map"],
  "an event": ["a.addEventListener('scrollend', b)", "api.Document.scrollend"],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the template of a script.
  "an event of a template": ["html`<p @scrollend=${a}></p>`", "api.Document.scrollend"],
  "an attribute": ["html`<dialog closedby=any></dialog>`", "html.elements.dialog.closedby"],
  "a property of a style": ["css`a{field-sizing:content}`", "css.properties.field-sizing"],
  "a value of a style": ["css`a{width:stretch}`", "css.properties.width.stretch"],
  "a function of a style": ["css`a{width:anchor-size(width)}`", "css.types.anchor-size"],
  "a unit of a style": ["css`a{width:1rcap}`", "css.types.length.rcap"],
  "a selector": ["css`a:open{color:red}`", "css.selectors.open"],
  "a query": ["css`@container style(--a:b){a{color:red}}`", "css.at-rules.container.style_queries"],
  "a rule": ["css`@position-try --a{top:0}`", "css.at-rules.position-try"],
};

/** The same things where every supported browser has them, or has something instead. */
const OLDER: readonly string[] = [
  "AbortSignal.any([a]), structuredClone(a), Object.groupBy(a, b), Array.from(new Map().values())",
  "Object.values(a).map(b), [].flatMap(a), a.includes(b), crypto.randomUUID()",
  "class A { seek() {} } new A().seek()",
  "const URLPattern = a; new URLPattern(b)",
  "if ('navigation' in globalThis) a()",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the template of a script.
  "a.addEventListener('click', b), html`<dialog open @click=${a} .value=${b}></dialog>`",
  "css`a{height:100dvh;color:light-dark(red,oklch(from red l c h))}a:has(b){inset:0}`",
  "css`a{width:100%;width:stretch}`",
  "css`a{-webkit-user-select:all;user-select:all}`",
  "css`a::-webkit-slider-thumb{color:red}`",
  "css`@supports (field-sizing:content){a{field-sizing:content}}`",
  "css`@container (width<400px){a{color:red}}@media (prefers-reduced-motion){a{color:red}}`",
];

describe("browserFaults", () => {
  for (const [what, [code, feature]] of Object.entries(NEWER)) {
    it(`reports ${what} that a supported browser lacks`, () => {
      const faults = faultsOf(code);
      assert.ok(
        faults.some((fault) => fault.startsWith(`list.js uses ${feature}`)),
        faults.join("\n"),
      );
    });
  }

  for (const code of OLDER) {
    it(`accepts ${code}`, () => assert.deepEqual(faultsOf(code), []));
  }

  it("reports a feature of a style sheet", () => {
    assert.match(
      faultsOf(":root{field-sizing:content}", "themes/dark.css").join(),
      /^themes\/dark\.css uses css/,
    );
  });

  it("names the browsers that lack the feature, and since when they have it", () => {
    assert.match(
      faultsOf("Promise.try(a)").join(),
      /came later: firefox 134, firefox_android 134, safari 18\.2/,
    );
  });

  it("throws for syntax that a supported browser does not read", () => {
    assert.throws(() => faultsOf("/(?i:a)/"), /list\.js has syntax/);
    assert.throws(() => faultsOf("{ using a = b; }"), /list\.js has syntax/);
  });

  it("accepts a feature that is an exception, with all below it", () => {
    const exception: Exception = { features: ["api.Window.navigation"], fallback: "" };
    assert.deepEqual(faultsOf("globalThis.navigation", "list.js", [exception]), []);
  });

  it("reports an exception that no file needs", () => {
    const exception: Exception = { features: ["api.Window.navigation"], fallback: "" };
    assert.match(faultsOf("a()", "list.js", [exception]).join(), /api\.Window\.navigation is an exception/);
  });
});
