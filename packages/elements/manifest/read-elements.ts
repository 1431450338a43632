import { relative } from "node:path";
import type ts from "typescript-5";
import { analyse } from "./analyse.ts";
import { type CustomProperty, lookedUp, styleTexts } from "./custom-properties.ts";
import { type DocTags, docTagsOf } from "./doc-tags.ts";
import { type ElementClass, elementClasses } from "./element-classes.ts";
import { type ElementFacts, factsOf } from "./element-facts.ts";
import { loadElementClass, reactiveProperties } from "./element-module.ts";
import { type EventClass, eventClasses } from "./event-classes.ts";
import type { Declaration, Manifest } from "./manifest-types.ts";
import { openSources, type Sources } from "./sources.ts";

/** An element: what its doc block says, and what its code does. */
export interface ReadElement extends ElementClass {
  /** The analyzer's. */
  documented: Declaration;
  tags: DocTags;
  facts: ElementFacts;
  /** Custom properties that its style sheets look up. */
  properties: Map<string, CustomProperty>;
  /** Its reactive properties with their attributes, null for none. */
  reactive: Map<string, string | null>;
}

/** Everything that the manifest and its checks are made from. */
export interface ReadPackage {
  sources: Sources;
  analysed: Manifest;
  elements: ReadElement[];
  events: Map<string, EventClass>;
}

/** Reads a package of elements in a folder with `src`. Its classes are imported for their style sheets. */
export async function readElements(root: string): Promise<ReadPackage> {
  const sources = openSources(root);
  const analysed = await analyse(root);
  const elements: ReadElement[] = [];
  const classes = elementClasses(sources);
  leaveOutInternals(
    analysed,
    new Set(classes.flatMap(({ declaration }) => internalNames(sources, declaration))),
  );
  for (const { tag, declaration } of classes) {
    const path = declaration.getSourceFile().fileName;
    const className = declaration.name?.text ?? "";
    const tags = docTagsOf(declaration);
    const analysedClass = declarationOf(analysed, relative(root, path).replaceAll("\\", "/"), className);
    if (!analysedClass) throw new Error(`The analyzer has no class ${className} in ${path}`);
    const documented = ownEvents(analysedClass, tags);
    const facts = factsOf(sources, declaration);
    const type = await loadElementClass(path, className);
    elements.push({
      tag,
      declaration,
      documented,
      facts,
      tags,
      properties: lookedUp(await styleTexts(tag, type.styles, facts)),
      reactive: reactiveProperties(type),
    });
  }
  return { sources, analysed, elements, events: eventClasses(sources) };
}

/** Without events that the analyzer found by itself, under the name of what their class is made from. */
function ownEvents(declaration: Declaration, { fires }: DocTags): Declaration {
  declaration.events = (declaration.events ?? []).filter(({ name }) => fires.includes(name));
  return declaration;
}

function leaveOutInternals({ modules }: Manifest, names: ReadonlySet<string>): void {
  for (const declaration of modules.flatMap(({ declarations }) => declarations)) {
    declaration.members &&= declaration.members.filter(({ name }) => !names.has(name));
  }
}

/** Members that their comment says are `@internal`, bases included. */
function internalNames({ checker }: Sources, declaration: ts.ClassDeclaration): string[] {
  const members = checker.getPropertiesOfType(checker.getTypeAtLocation(declaration));
  const internal = members.filter((member) =>
    member.getJsDocTags(checker).some(({ name }) => name === "internal"),
  );
  return internal.map(({ name }) => name);
}

function declarationOf({ modules }: Manifest, path: string, className: string): Declaration | undefined {
  const module = modules.find((one) => one.path === path);
  return module?.declarations.find(({ name }) => name === className);
}
