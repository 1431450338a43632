import ts from "typescript-5";
import type { Sources } from "./sources.ts";

/**
 * What an element's class uses, directly or through others: its bases, functions, classes and constants,
 * and all of what it loads with `import()`. Whole declarations of the top level; those of types alone,
 * and the style sheet of the class, do not count.
 */
export function reachableFrom({ files, checker }: Sources, start: ts.ClassDeclaration): ts.Node[] {
  const reached = new Set<ts.Node>();
  const waiting: ts.Node[] = [start];
  const add = (symbol: ts.Symbol | undefined) => {
    for (const declaration of aliased(symbol, checker)?.declarations ?? []) {
      const top = topLevelOf(declaration);
      if (top && files.includes(top.getSourceFile())) waiting.push(top);
    }
  };
  const visit = (node: ts.Node): void => {
    if (isTypeOnly(node) || isStaticStyles(node)) return;
    if (ts.isShorthandPropertyAssignment(node)) add(checker.getShorthandAssignmentValueSymbol(node));
    if (ts.isIdentifier(node)) add(checker.getSymbolAtLocation(node));
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const module = node.arguments[0] && checker.getSymbolAtLocation(node.arguments[0]);
      if (module) for (const exported of checker.getExportsOfModule(module)) add(exported);
    }
    if (ts.isExpressionWithTypeArguments(node)) visit(node.expression);
    else ts.forEachChild(node, visit);
  };
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (reached.has(node)) continue;
    reached.add(node);
    visit(node);
  }
  return [...reached];
}

/** Calls `visit` for a node and all below it that stand for values. */
export function eachNode(node: ts.Node, visit: (node: ts.Node) => void): void {
  if (isTypeOnly(node) || isStaticStyles(node)) return;
  visit(node);
  ts.forEachChild(node, (child) => eachNode(child, visit));
}

function aliased(symbol: ts.Symbol | undefined, checker: ts.TypeChecker): ts.Symbol | undefined {
  return symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** The function, class or constant of a file's top level that a declaration stands in. */
function topLevelOf(declaration: ts.Node): ts.Node | undefined {
  let node = declaration;
  while (node.parent && !ts.isSourceFile(node.parent)) {
    // Of `const a = 1, b = 2` each is one.
    if (ts.isVariableDeclaration(node) && ts.isSourceFile(node.parent.parent.parent)) return node;
    node = node.parent;
  }
  const isValue = ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node);
  return isValue ? node : undefined;
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isExpressionWithTypeArguments(node)) return !isExtended(node);
  return (
    ts.isTypeNode(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isImportDeclaration(node)
  );
}

function isExtended({ parent }: ts.ExpressionWithTypeArguments): boolean {
  return ts.isHeritageClause(parent) && parent.token === ts.SyntaxKind.ExtendsKeyword;
}

function isStaticStyles(node: ts.Node): boolean {
  return (
    ts.isPropertyDeclaration(node) &&
    node.name.getText() === "styles" &&
    (node.modifiers ?? []).some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword)
  );
}
