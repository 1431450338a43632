import { type AnyNode, type Identifier, type Node, type Pattern, parse } from "acorn";
import { full } from "acorn-walk";
import type { Feature } from "./compat-data.ts";
import { ECMASCRIPT } from "./oldest-browsers.ts";
import { SCRIPT_NAMES } from "./script-names.ts";

/** Parses a built script. Throws where it has syntax that a supported browser does not read. */
export function parseScript(code: string): Node {
  return parse(code, { ecmaVersion: ECMASCRIPT, sourceType: "module" });
}

/**
 * Names that the scripts themselves give to members. Such a name after a dot says nothing about the browser:
 * the type check covers those, since the `lib` of the sources has only what all supported browsers have.
 */
export function ownNames(script: Node): string[] {
  const names: string[] = [];
  full(script, (node) => {
    const one = node as AnyNode;
    if (one.type === "MethodDefinition" || one.type === "PropertyDefinition") names.push(nameOf(one.key));
    if (one.type === "AssignmentExpression" && one.left.type === "MemberExpression") {
      if (one.left.object.type === "ThisExpression") names.push(nameOf(one.left.property));
    }
    if (one.type === "ObjectExpression") {
      for (const property of one.properties)
        if (property.type === "Property") names.push(nameOf(property.key));
    }
  });
  return names;
}

/** Features of a script that a supported browser lacks, wherever a name tells. */
export function scriptUses(script: Node, own: ReadonlySet<string>): Feature[] {
  const declared = declaredNames(script);
  const found = new Map<string, Feature>();
  const take = (features: Feature[] | undefined, everywhere = true) => {
    const newer = features?.filter(({ lackedBy }) => lackedBy.length > 0) ?? [];
    if (newer.length === 0 || (everywhere && newer.length < (features?.length ?? 0))) return;
    const [first] = newer;
    if (first) found.set(first.path, first);
  };
  const { globals, members, statics, ofInterface, events } = SCRIPT_NAMES;

  const takeMember = (object: Node | null, name: string) => {
    const owner = (object as AnyNode | null)?.type === "Identifier" ? (object as Identifier).name : "";
    if (isPage(owner)) return take(globals.get(name));
    const exact =
      !declared.has(owner) &&
      (statics.get(`${owner}.${name}`) ?? ofInterface.get(`${INTERFACES[owner]}.${name}`));
    if (exact) return take(exact);
    if (isIterator(object as AnyNode | null)) return take(statics.get(`Iterator.${name}`));
    if (name.length > 2 && !own.has(name)) take(members.get(name) ?? globals.get(name));
  };

  full(script, (node) => {
    const one = node as AnyNode;
    if (one.type === "Identifier" && one.name.length > 2 && !declared.has(one.name))
      take(globals.get(one.name));
    if (one.type === "MemberExpression")
      takeMember(one.object, one.computed ? textOf(one.property) : nameOf(one.property));
    if (one.type === "VariableDeclarator" && one.id.type === "ObjectPattern") {
      for (const name of keysOf(one.id)) takeMember(one.init ?? null, name);
    } else if (one.type === "ObjectPattern") for (const name of keysOf(one)) takeMember(null, name);
    if (one.type === "CallExpression" && one.callee.type === "MemberExpression") {
      if (nameOf(one.callee.property) === "addEventListener") take(events.get(textOf(one.arguments[0])));
    }
    if (one.type === "TemplateElement") {
      for (const [, name = ""] of one.value.raw.matchAll(/\s@([a-z]+)=$/g)) take(events.get(name));
    }
  });
  return [...found.values()];
}

const INTERFACES: Readonly<Record<string, string>> = {
  caches: "CacheStorage",
  crypto: "Crypto",
  document: "Document",
  history: "History",
  indexedDB: "IDBFactory",
  location: "Location",
  navigation: "Navigation",
  navigator: "Navigator",
  performance: "Performance",
};

function isPage(name: string): boolean {
  return name === "globalThis" || name === "window" || name === "self";
}

/** `map.values()` and its like, whose members are those of `Iterator`. */
function isIterator(node: AnyNode | null): boolean {
  if (node?.type !== "CallExpression" || node.callee.type !== "MemberExpression") return false;
  const { object, property } = node.callee;
  if (object.type === "Identifier" && object.name === "Object") return false;
  return ["entries", "keys", "matchAll", "values"].includes(nameOf(property));
}

function declaredNames(script: Node): Set<string> {
  const names = new Set<string>();
  const declare = (pattern: Pattern | null | undefined) => {
    if (pattern?.type === "Identifier") names.add(pattern.name);
    else if (pattern?.type === "ArrayPattern") for (const one of pattern.elements) declare(one);
    else if (pattern?.type === "AssignmentPattern") declare(pattern.left);
    else if (pattern?.type === "RestElement") declare(pattern.argument);
    else if (pattern?.type === "ObjectPattern") {
      for (const one of pattern.properties) declare(one.type === "Property" ? one.value : one);
    }
  };
  full(script, (node) => {
    const one = node as AnyNode;
    if ("params" in one) for (const pattern of one.params) declare(pattern);
    if (
      one.type === "VariableDeclarator" ||
      one.type === "FunctionDeclaration" ||
      one.type === "ClassDeclaration"
    )
      declare(one.id);
    if (one.type === "CatchClause") declare(one.param);
  });
  return names;
}

function keysOf(pattern: Pattern): string[] {
  if (pattern.type !== "ObjectPattern") return [];
  return pattern.properties.map((one) => (one.type === "Property" && !one.computed ? nameOf(one.key) : ""));
}

function nameOf(node: Node): string {
  const one = node as AnyNode;
  return one.type === "Identifier" ? one.name : textOf(node);
}

function textOf(node: Node | undefined): string {
  const one = node as AnyNode | undefined;
  return one?.type === "Literal" && typeof one.value === "string" ? one.value : "";
}
