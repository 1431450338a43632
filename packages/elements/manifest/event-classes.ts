import ts from "typescript-5";
import { membersOf } from "./element-classes.ts";
import type { Sources } from "./sources.ts";

/** A class of events, as its constructor and the DOM's event map have it. */
export interface EventClass {
  className: string;
  /** From its constructor. */
  name: string;
  cancelable: boolean;
  /** The name under which the DOM's event map has it; null where it has not. */
  mapped: string | null;
}

/** The second is that of elements, documents and windows. */
const EVENT_MAPS = ["HTMLElementEventMap", "GlobalEventHandlersEventMap"];

/** The package's own classes of events, by the names of the classes. */
export function eventClasses({ files }: Sources): Map<string, EventClass> {
  const found = files.flatMap((file) => {
    const mapped = EVENT_MAPS.flatMap((name) => membersOf(file, name));
    return file.statements
      .filter((statement) => ts.isClassDeclaration(statement))
      .flatMap((declaration) => {
        const call = superCall(declaration);
        const name = call?.arguments[0];
        const className = declaration.name?.text;
        if (!call || !name || !className || !ts.isStringLiteral(name)) return [];
        const cancelable = /\bcancelable: true\b/.test(call.arguments[1]?.getText() ?? "");
        const entry = mapped.find(({ type }) => type.getText() === className);
        return [{ className, name: name.text, cancelable, mapped: entry?.name ?? null }];
      });
  });
  return new Map(found.map((one) => [one.className, one]));
}

function superCall(declaration: ts.ClassDeclaration): ts.CallExpression | undefined {
  const isEvent = declaration.heritageClauses?.some((clause) => /^extends Event$/.test(clause.getText()));
  if (!isEvent) return undefined;
  let found: ts.CallExpression | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword) found = node;
    ts.forEachChild(node, visit);
  };
  visit(declaration);
  return found;
}
