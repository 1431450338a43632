import type { Identifier } from "@mdn/browser-compat-data";
import { type CssNode, type Declaration, parse, walk } from "css-tree";
import { COMPAT_DATA, type Feature, featureAt } from "./compat-data.ts";

const CSS = COMPAT_DATA.css as Record<string, Identifier>;

/** Queries that are written like functions, by their names in MDN's data. */
const QUERIES: Readonly<Record<string, string>> = {
  style: "style_queries_for_custom_properties",
  "scroll-state": "scroll-state_queries",
};

/**
 * Features of a style sheet that a supported browser lacks and that have no fallback in the sheet. A fallback is
 * an older declaration of the same property before it in the same rule, the property with an engine's prefix beside
 * it, or `@supports` around it. What has a prefix is for one engine alone, and no feature of all.
 */
export function styleUses(css: string): Feature[] {
  const found = new Map<string, Feature>();
  const take = (...features: (Feature | undefined)[]) => {
    for (const one of features) if (one && one.lackedBy.length > 0) found.set(one.path, one);
  };
  const sheet = parse(css, { parseCustomProperty: true });
  const guarded = new Set<CssNode>();
  walk(sheet, (node) => {
    if (node.type === "Atrule" && node.name === "supports") walk(node, (inner) => void guarded.add(inner));
  });
  walk(sheet, function (node) {
    if (guarded.has(node)) return;
    const rule = this.atrule?.name ?? "";
    if (node.type === "Atrule") take(feature("at-rules", node.name));
    if (node.type === "Feature") take(feature("at-rules", rule, node.name));
    if (node.type === "FeatureFunction")
      take(feature("at-rules", rule, QUERIES[node.feature] ?? node.feature));
    if (node.type === "PseudoClassSelector" || node.type === "PseudoElementSelector")
      take(feature("selectors", node.name));
    if (node.type === "NestingSelector") take(feature("selectors", "nesting"));
    if (node.type === "Declaration" && !hasFallback(node, this.block?.children.toArray() ?? []))
      take(...newerIn(node));
  });
  return [...found.values()];
}

/** Whether a text, such as a string of a script, holds rules with declarations of properties that exist. */
export function isStyleSheet(text: string): boolean {
  if (!/\{[^{}]*[a-z-]+:[^{}]+\}/.test(text)) return false;
  let isSheet = false;
  walk(parse(text), (node) => {
    if (node.type === "Declaration" && feature("properties", node.property)) isSheet = true;
  });
  return isSheet;
}

function hasFallback(node: Declaration, block: readonly CssNode[]): boolean {
  const before = block.slice(0, block.indexOf(node));
  const older = (one: CssNode) =>
    one.type === "Declaration" && one.property === node.property && newerIn(one).length === 0;
  const prefixed = (one: CssNode) =>
    one.type === "Declaration" && one.property === `-webkit-${node.property}`;
  return before.some(older) || block.some(prefixed);
}

function newerIn(declaration: Declaration): Feature[] {
  const { property } = declaration;
  const features = [feature("properties", property)];
  walk(declaration, (node) => {
    if (node.type === "Identifier") features.push(feature("properties", property, node.name));
    if (node.type === "Dimension") features.push(...typesOf(node.unit));
    if (node.type !== "Function") return;
    features.push(
      feature("properties", property, node.name) ?? feature("properties", property, `${node.name}_function`),
    );
    features.push(...typesOf(node.name));
    const [first] = node.children;
    if (first?.type === "Identifier" && first.name === "from")
      features.push(feature("types", "color", node.name, "relative_syntax"));
  });
  return features.filter((one) => one !== undefined && one.lackedBy.length > 0) as Feature[];
}

/** A function or unit of a value, such as `light-dark` or `dvh`, whichever type it belongs to. */
function typesOf(name: string): Feature[] {
  const paths = [[name], ...Object.keys(CSS.types ?? {}).map((type) => [type, name])];
  return paths.flatMap((path) => feature("types", ...path) ?? []);
}

function feature(...path: string[]): Feature | undefined {
  if (path.some((name) => name.startsWith("-"))) return undefined;
  return featureAt(CSS, "css", path);
}
