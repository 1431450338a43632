import { transform } from "lightningcss";
import { type Plugin, Visitor } from "vite";

/** Stands for an expression while the text around it is minified. */
const HOLE = "\u0001";

/**
 * Minifies `html` and `css` templates, which a minifier of scripts leaves as they are, and the literals of tokens.
 * Templates are found by their tag, in any file; markup or rules in a template without a tag fail the build.
 * Lit's `css` checks expressions: in a module without any, `unsafeCSS` takes its place, and no file has `css`.
 */
export const minifyTemplates: Plugin = {
  name: "minify-templates",
  transform: {
    filter: { id: /\/src\/.*\.ts$/ },
    handler(code, id) {
      const edits: Edit[] = [];
      const tagged = new Set<unknown>();
      const cssImports: Edit[] = [];
      let hasHoles = false;
      new Visitor({
        ImportSpecifier: ({ imported, start, end }) => {
          if (imported.type === "Identifier" && imported.name === "css")
            cssImports.push([start, end, "unsafeCSS as css"]);
        },
        TaggedTemplateExpression: ({ tag, quasi }) => {
          const minify = tag.type === "Identifier" ? MINIFIERS.get(tag.name) : undefined;
          if (!minify) return;
          tagged.add(quasi);
          if (minify === minifyCss && quasi.expressions.length > 0) hasHoles = true;
          const texts = minify(quasi.quasis.map(({ value }) => value.raw).join(HOLE)).split(HOLE);
          if (texts.length !== quasi.quasis.length)
            throw new Error(`minify-templates: ${id} lost an expression`);
          quasi.quasis.forEach(({ start, end }, i) => {
            edits.push([start, end, texts[i] ?? ""]);
          });
        },
        TemplateLiteral: (template) => {
          const text = template.quasis.map(({ value }) => value.raw).join("");
          if (tagged.has(template)) return;
          const [first] = template.quasis;
          if (first && LITERALS.test(text)) edits.push([first.start, first.end, text.replace(/\n\s*/g, "")]);
          if (/\n\s*(<\/?[a-z]|[^\n;]*\{\n)/.test(text))
            throw new Error(`minify-templates: ${id} has markup or rules in a template without a tag`);
        },
      }).visit(this.parse(code));
      if (!hasHoles) edits.push(...cssImports);
      return { code: apply(code, edits), map: null };
    },
  },
};

const MINIFIERS = new Map([
  ["html", minifyHtml],
  ["css", minifyCss],
]);

/** Lines of `name: literal;`, from which the declarations of tokens are made. */
const LITERALS = /^\n(\s*[\w-]+: [^;\n]+;\n)+\s*$/;

type Edit = [start: number, end: number, text: string];

/** White space with a line break: nothing between tags and expressions, else one space. */
function minifyHtml(html: string): string {
  return html
    .replace(new RegExp(`(?<=[>${HOLE}]|^)\\n\\s+(?=[<${HOLE}]|$)`, "g"), "")
    .replace(/\n\s+(?=\/?>)/g, "")
    .replace(/\n\s+/g, " ");
}

function minifyCss(raw: string): string {
  const css = raw.replaceAll("\\\\", "\\");
  if (css.includes(HOLE)) return raw;
  const { code } = transform({ filename: "styles.css", code: Buffer.from(css), minify: true });
  return code.toString().replaceAll("\\", "\\\\");
}

function apply(code: string, edits: readonly Edit[]): string {
  let text = "";
  let last = 0;
  for (const [start, end, minified] of [...edits].sort(([one], [other]) => one - other)) {
    text += code.slice(last, start) + minified;
    last = end;
  }
  return text + code.slice(last);
}
