import ts from "typescript-5";
import { isTemplate, type Piece, scanTemplate } from "./scan-template.ts";
import { placeOf, type Sources } from "./sources.ts";

/** What may stand in a template beside texts of the catalogue: signs that are read the same in any language. */
const SIGNS: readonly string[] = ["!", ".", ",", ":", "/", "×", "%", "–", "…", "·", "(", ")", "+", "−"];

/** Attributes and properties whose value somebody reads or hears. */
const READ = [
  ...["title", "alt", "label", "placeholder", "textcontent", "innertext"],
  ...["arialabel", "ariadescription", "ariaplaceholder", "ariaroledescription", "ariavaluetext"],
];

/** Names of what a function is given to show. */
const SHOWN = ["text", "button", "message"];

/** Text for people in the sources of the elements outside `src/i18n`; a line each, empty when there is none. */
export function literalTexts(sources: Sources): string[] {
  return sources.files
    .filter(({ fileName }) => !fileName.includes("/src/i18n/"))
    .flatMap((file) => {
      const found: string[] = [];
      const tell = (node: ts.Node, text: string) => {
        if (isForPeople(text)) found.push(`${placeOf(sources, node)}: "${text.trim()}" belongs in src/i18n`);
      };
      const visit = (node: ts.Node): void => {
        if (isTemplate(node)) readTemplate(node, tell);
        for (const expression of readExpressions(node)) each(expression, (text) => tell(node, text));
        ts.forEachChild(node, visit);
      };
      visit(file);
      return found;
    });
}

/** Operators whose result may be what stands left of them, or holds it. */
const EITHER: readonly ts.SyntaxKind[] = [
  ts.SyntaxKind.PlusToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
];

type Tell = (node: ts.Node, text: string) => void;

function readTemplate(node: ts.TaggedTemplateExpression, tell: Tell): void {
  for (const { kind, tag, name, pieces } of scanTemplate(node)) {
    if (kind === "attribute" ? !isRead(name) : tag === "style") continue;
    for (const piece of pieces) eachOfPiece(piece, (text) => tell(node, text));
  }
}

/** Values that are read by somebody although they stand in no template. */
function readExpressions(node: ts.Node): readonly ts.Expression[] {
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    const { left } = node;
    return ts.isPropertyAccessExpression(left) && isRead(left.name.text) ? [node.right] : [];
  }
  if (ts.isPropertyAssignment(node)) {
    const name = node.name.getText();
    return isRead(name) || SHOWN.includes(name) ? [node.initializer] : [];
  }
  if (!ts.isCallExpression(node)) return [];
  const callee = node.expression.getText();
  const [first, second] = node.arguments;
  if (/\.setAttribute$/.test(callee) && first && second && ts.isStringLiteral(first)) {
    return isRead(first.text) ? [second] : [];
  }
  // The live region.
  return /\.say$/.test(callee) && first ? [first] : [];
}

function isRead(name: string): boolean {
  return READ.includes(name.replace(/^\./, "").replaceAll("-", "").toLowerCase());
}

function eachOfPiece(piece: Piece, tell: (text: string) => void): void {
  if (typeof piece === "string") tell(piece);
  else each(piece, tell);
}

/** Calls `tell` for each text that an expression may come to and that is written in it. What is asked of a function is the function's. */
function each(expression: ts.Expression, tell: (text: string) => void): void {
  if (ts.isStringLiteralLike(expression)) tell(expression.text);
  else if (ts.isTemplateExpression(expression)) {
    tell(expression.head.text);
    for (const { expression: inner, literal } of expression.templateSpans) {
      each(inner, tell);
      tell(literal.text);
    }
  } else if (ts.isConditionalExpression(expression)) {
    each(expression.whenTrue, tell);
    each(expression.whenFalse, tell);
  } else if (ts.isBinaryExpression(expression)) {
    const { kind } = expression.operatorToken;
    if (EITHER.includes(kind)) each(expression.left, tell);
    if (EITHER.includes(kind) || kind === ts.SyntaxKind.AmpersandAmpersandToken) each(expression.right, tell);
  } else if (ts.isParenthesizedExpression(expression) || ts.isAsExpression(expression)) {
    each(expression.expression, tell);
  }
}

/** Anything but white space, signs and places for numbers. */
function isForPeople(text: string): boolean {
  return [...text.replace(/&(?:nbsp|lrm|rlm);/g, "")].some(
    (character) => !/\s/.test(character) && !SIGNS.includes(character),
  );
}
