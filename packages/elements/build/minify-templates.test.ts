import assert from "node:assert/strict";
import { it } from "node:test";
import { build, type Rolldown } from "vite";
import { minifyTemplates } from "./minify-templates.ts";

/** Builds one module with this text, whatever its file is called. */
async function minified(code: string): Promise<string> {
  const id = "/src/any-name.ts";
  const built = await build({
    configFile: false,
    logLevel: "silent",
    plugins: [{ name: "text", resolveId: (name) => name !== "lit" && id, load: () => code }, minifyTemplates],
    build: {
      write: false,
      minify: false,
      lib: { entry: id, formats: ["es"] },
      rolldownOptions: { external: ["lit"] },
    },
  });
  const outputs = [built].flat() as Rolldown.RolldownOutput[];
  return outputs.map(({ output }) => output[0].code).join("");
}

it("minifyTemplates drops line breaks between tags, expressions and attributes", async () => {
  const code = await minified(`
    export const view = (html, a, b) => html\`
      <p class="one"
        title=\${a}
      >
        \${b}
        <b>two words</b> <i>and
          more</i>
      </p>
    \`;`);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the code of a template
  assert.ok(code.includes('html`<p class="one" title=${a}>${b}<b>two words</b> <i>and more</i></p>`'), code);
});

it("minifyTemplates minifies rules, and keeps their escapes", async () => {
  const code = await minified(`
    export const styles = (css) => css\`
      .row::before {
        /* A mark. */
        content: "\\\\2013";
        color: #ffffff;
      }
    \`;`);
  assert.match(code, /css`\.row:before\{content:"(\\\\2013|–)";color:#fff\}`/);
});

for (const [what, rules, holder] of [
  ["makes a sheet without expressions with unsafeCSS", "a { top: 0 }", "unsafeCSS"],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the code of a template
  ["leaves a sheet with an expression to css", "a { top: ${top} }", "css"],
] as const) {
  it(`minifyTemplates ${what}`, async () => {
    const code = await minified(`
      import { css } from "lit";
      export const sheet = (top) => css\`${rules}\`;`);
    assert.match(code, new RegExp(`import \\{ ${holder}(?: as css)? \\} from "lit"`));
  });
}

it("minifyTemplates drops the line breaks of tokens' literals", async () => {
  const code = await minified(`
    export const sizes = \`
      font-size: 14px;
      focus: 2px solid red;
    \`;`);
  assert.match(code, /["`]font-size: 14px;focus: 2px solid red;["`]/);
});

for (const [what, text] of [
  ["markup", "`\n  <p>\n  </p>`"],
  ["rules", "`\n  .row {\n    color: red;\n  }`"],
]) {
  it(`minifyTemplates fails on ${what} in a template without a tag`, async () => {
    await assert.rejects(minified(`export const text = ${text};`), /any-name\.ts has markup or rules/);
  });
}
