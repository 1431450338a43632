import ts from "typescript-5";
import { eachNode, reachableFrom } from "./reach.ts";
import { isTemplate, type Piece, scanTemplate } from "./scan-template.ts";
import { placeOf, type Sources } from "./sources.ts";
import { product, stringsOf } from "./strings-of.ts";

/** What an element's code does, as far as its doc block has to say it. */
export interface ElementFacts {
  /** Each value that a `part` has, such as `turn agent current`, and where. */
  parts: Map<string, string>;
  /** Names of slots; empty for the one without a name. */
  slots: Map<string, string>;
  /** Classes of the events that are made, and where. */
  events: Map<string, string>;
  /** Custom properties that code asks for, style sheets apart. */
  properties: Map<string, string>;
  /** Names of constants of reachable style sheets that are not the class's own, by file. */
  sheets: { path: string; name: string }[];
  /** What cannot be told from the code. */
  unreadable: string[];
}

export function factsOf(sources: Sources, element: ts.ClassDeclaration): ElementFacts {
  const facts: ElementFacts = {
    parts: new Map(),
    slots: new Map(),
    events: new Map(),
    properties: new Map(),
    sheets: [],
    unreadable: [],
  };
  for (const declaration of reachableFrom(sources, element)) {
    const path = declaration.getSourceFile().fileName;
    if (path.endsWith(".styles.ts")) {
      if (ts.isVariableDeclaration(declaration))
        facts.sheets.push({ path, name: declaration.name.getText() });
    } else eachNode(declaration, (node) => readNode(sources, node, facts));
  }
  return facts;
}

function readNode(sources: Sources, node: ts.Node, facts: ElementFacts): void {
  if (isTemplate(node)) readTemplate(sources, node, facts);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    if (/\.part(?:\.value)?$/.test(node.left.getText())) readParts(sources, node, [node.right], facts);
  }
  if (ts.isCallExpression(node)) readCall(sources, node, facts);
  if (ts.isNewExpression(node)) readEvent(sources, node, facts);
  if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) {
    for (const [name] of node.text.matchAll(/--keyhole-[\w-]+/g)) {
      facts.properties.set(name, placeOf(sources, node));
    }
  }
}

function readTemplate(sources: Sources, node: ts.TaggedTemplateExpression, facts: ElementFacts): void {
  const texts = scanTemplate(node);
  for (const { name, pieces } of texts) if (name === "part") readParts(sources, node, pieces, facts);
  for (const slot of slotsOf(node)) facts.slots.set(slot, placeOf(sources, node));
}

function slotsOf(node: ts.TaggedTemplateExpression): string[] {
  const tags = node.template.getText().matchAll(/<slot\b([^>]*)>/g);
  return [...tags].map(([, attributes = ""]) => /\bname="([^"]*)"/.exec(attributes)?.[1] ?? "");
}

function readCall(sources: Sources, node: ts.CallExpression, facts: ElementFacts): void {
  const callee = node.expression.getText();
  const [first, second] = node.arguments;
  if (/\.part\.(?:add|toggle)$/.test(callee) && first) readParts(sources, node, [first], facts);
  if (callee.endsWith(".setAttribute") && first && second && first.getText() === '"part"') {
    readParts(sources, node, [second], facts);
  }
  if (callee.endsWith(".dispatchEvent") && first && !eventClassOf(sources, first)) {
    facts.unreadable.push(
      `${placeOf(sources, node)}: dispatches ${first.getText()}, which has no class of its own`,
    );
  }
}

function readParts(sources: Sources, node: ts.Node, pieces: readonly Piece[], facts: ElementFacts): void {
  const lists = pieces.map((piece) =>
    typeof piece === "string" ? [piece] : stringsOf(piece, sources.checker),
  );
  const values = product(...lists);
  if (values === null) {
    facts.unreadable.push(`${placeOf(sources, node)}: the names of a part cannot be told from its types`);
  }
  for (const value of values ?? []) facts.parts.set(value.trim(), placeOf(sources, node));
}

function readEvent(sources: Sources, node: ts.NewExpression, facts: ElementFacts): void {
  const name = eventClassOf(sources, node);
  if (name) facts.events.set(name, placeOf(sources, node));
}

/** The name of the class of an expression, where it is one of the package's own events. */
function eventClassOf({ checker, files }: Sources, expression: ts.Expression): string | null {
  const type = checker.getTypeAtLocation(expression);
  const declaration = type.symbol?.valueDeclaration;
  if (!declaration || !ts.isClassDeclaration(declaration)) {
    // What is handed on as any event was made elsewhere, and is read there.
    return type.symbol?.name === "Event" && !ts.isNewExpression(expression) ? type.symbol.name : null;
  }
  if (!files.includes(declaration.getSourceFile())) return null;
  return isEvent(declaration) ? type.symbol.name : null;
}

function isEvent({ heritageClauses }: ts.ClassDeclaration): boolean {
  return (heritageClauses ?? []).some((clause) =>
    clause.types.some(({ expression }) => expression.getText() === "Event"),
  );
}
