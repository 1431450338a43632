import ts from "typescript-5";
import type { Sources } from "./sources.ts";

/** An element as the sources have it. */
export interface ElementClass {
  tag: string;
  declaration: ts.ClassDeclaration;
}

/** Every element that a source file adds to `HTMLElementTagNameMap`, in the order of their tags. */
export function elementClasses({ files, checker }: Sources): ElementClass[] {
  return files
    .flatMap((file) => membersOf(file, "HTMLElementTagNameMap"))
    .flatMap(({ name, type }) => {
      const declaration = checker.getTypeAtLocation(type).symbol?.valueDeclaration;
      return declaration && ts.isClassDeclaration(declaration) ? [{ tag: name, declaration }] : [];
    })
    .sort((one, other) => (one.tag < other.tag ? -1 : 1));
}

/** Members of a global interface that a file adds to. */
export function membersOf(file: ts.SourceFile, interfaceName: string): { name: string; type: ts.TypeNode }[] {
  return file.statements
    .filter((statement) => ts.isModuleDeclaration(statement))
    .flatMap(({ body }) => (body && ts.isModuleBlock(body) ? [...body.statements] : []))
    .filter((statement) => ts.isInterfaceDeclaration(statement))
    .filter(({ name }) => name.text === interfaceName)
    .flatMap(({ members }) => [...members])
    .flatMap((member) =>
      ts.isPropertySignature(member) && ts.isStringLiteral(member.name) && member.type
        ? [{ name: member.name.text, type: member.type }]
        : [],
    );
}
