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

/** A comment, a tag with its attributes, or a text. */
const TOKEN = /<!--[\s\S]*?-->|<\/?(?<tag>[^\s/>]+)(?<attributes>(?:"[^"]*"|'[^']*'|[^>])*)>|(?<text>[^<]+)/g;
const ATTRIBUTE = /(?<name>[^\s=/>"']+)(?:=(?:"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<bare>[^\s>]*)))?/g;

/** Stands for an expression, with its number: no source has this character. */
const HOLE = "\uE000";

/** True for html`…` and svg`…`, Lit's own or handed on in an object. */
export function isTemplate(node: ts.Node): node is ts.TaggedTemplateExpression {
  return ts.isTaggedTemplateExpression(node) && /(?:^|\.)(?:html|svg)$/.test(node.tag.getText());
}

/** Texts and attributes of a template, in order. Attributes without a value have no pieces. */
export function scanTemplate({ template }: ts.TaggedTemplateExpression): TemplateText[] {
  const spans = ts.isTemplateExpression(template) ? template.templateSpans : [];
  const head = ts.isTemplateExpression(template) ? template.head.text : template.text;
  const markup = head + spans.map(({ literal }, i) => `${HOLE}${i}${HOLE}${literal.text}`).join("");
  const piecesOf = (text: string): Piece[] =>
    text.split(HOLE).flatMap((part, i) => (i % 2 ? (spans[Number(part)]?.expression ?? []) : part || []));

  let tag = "";
  return [...markup.matchAll(TOKEN)].flatMap(({ groups = {} }): TemplateText[] => {
    if (groups.text) return [{ kind: "text", tag, name: "", pieces: piecesOf(groups.text) }];
    tag = groups.tag?.toLowerCase() ?? tag;
    return [...(groups.attributes ?? "").matchAll(ATTRIBUTE)].map(({ groups: found = {} }) => ({
      kind: "attribute",
      tag,
      name: found.name ?? "",
      pieces: piecesOf(found.double ?? found.single ?? found.bare ?? ""),
    }));
  });
}
