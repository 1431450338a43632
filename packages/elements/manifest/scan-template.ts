import ts from "typescript-5";

/** What stands in a template: text as it is written, or a place with an expression. */
export type Piece = string | ts.Expression;

/** A text between tags, or the value of an attribute, of a template. */
export interface TemplateText {
  kind: "text" | "attribute";
  /** The tag that it stands in, in lower case; of a text the tag that was opened or closed last. */
  tag: string;
  /** The attribute's name with Lit's `.`, `?` or `@`; empty for a text. */
  name: string;
  pieces: readonly Piece[];
}

type Character = string | ts.Expression;

/** True for html`…` and svg`…`, Lit's own or handed on in an object. */
export function isTemplate(node: ts.Node): node is ts.TaggedTemplateExpression {
  return ts.isTaggedTemplateExpression(node) && /(?:^|\.)(?:html|svg)$/.test(node.tag.getText());
}

/** Texts and attributes of a template, in order. Attributes without a value have no pieces. */
export function scanTemplate({ template }: ts.TaggedTemplateExpression): TemplateText[] {
  const found: TemplateText[] = [];
  const characters = charactersOf(template);
  let at = 0;
  let tag = "";
  const next = (text: string) => characters.slice(at, at + text.length).join("") === text;
  const take = (isPart: (character: Character) => boolean): Piece[] => {
    const taken: Character[] = [];
    for (let one = characters[at]; one !== undefined && isPart(one); one = characters[at]) {
      taken.push(one);
      at += 1;
    }
    return join(taken);
  };
  const word = (end: RegExp) =>
    take((one) => typeof one === "string" && !end.test(one))
      .join("")
      .toLowerCase();
  const value = (): Piece[] => {
    const quote = characters[at];
    if (quote !== '"' && quote !== "'") return take((one) => typeof one !== "string" || !/[\s>]/.test(one));
    at += 1;
    const pieces = take((one) => one !== quote);
    at += 1;
    return pieces;
  };
  while (at < characters.length) {
    if (next("<!--")) {
      while (at < characters.length && !next("-->")) at += 1;
      at += 3;
    } else if (next("<")) {
      at += next("</") ? 2 : 1;
      tag = word(/[\s/>]/);
      while (at < characters.length && !next(">")) {
        const start = at;
        const name = take((one) => typeof one === "string" && !/[\s=/>]/.test(one)).join("");
        if (name && next("=")) {
          at += 1;
          found.push({ kind: "attribute", tag, name, pieces: value() });
        } else if (name) found.push({ kind: "attribute", tag, name, pieces: [] });
        if (at === start) at += 1;
      }
      at += 1;
    } else {
      const pieces = take((one) => one !== "<");
      found.push({ kind: "text", tag, name: "", pieces });
    }
  }
  return found;
}

function charactersOf(template: ts.TemplateLiteral): Character[] {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return [...template.text];
  return [
    ...template.head.text,
    ...template.templateSpans.flatMap((span) => [span.expression, ...span.literal.text]),
  ];
}

function join(characters: readonly Character[]): Piece[] {
  const pieces: Piece[] = [];
  for (const character of characters) {
    const last = pieces.at(-1);
    if (typeof character === "string" && typeof last === "string")
      pieces[pieces.length - 1] = last + character;
    else pieces.push(character);
  }
  return pieces;
}
