import { createRequire } from "node:module";
import type {
  CompatData,
  CompatStatement,
  Identifier,
  SimpleSupportStatement,
} from "@mdn/browser-compat-data";
import { OLDEST_BROWSERS } from "./oldest-browsers.ts";

/** MDN's data of which browser has what since when: a tree of features. */
export const COMPAT_DATA = createRequire(import.meta.url)("@mdn/browser-compat-data") as CompatData;

/** A feature that MDN knows, and the supported browsers that came before it. */
export interface Feature {
  /** Its place in MDN's data, such as `api.AbortSignal.any_static`. */
  path: string;
  /** `firefox 147`, a browser each; empty where all have it. */
  lackedBy: string[];
}

const BROWSERS = OLDEST_BROWSERS.flatMap(({ ids, version }) => ids.map((id) => ({ id, version })));

function featureOf(path: string, { support }: CompatStatement): Feature {
  const lackedBy = BROWSERS.flatMap(({ id, version }) => {
    const statements = [support[id] ?? []].flat();
    if (statements.some((one) => isIn(one, version))) return [];
    const [first] = statements;
    return [`${id} ${first?.version_added || "never"}`];
  });
  return { path, lackedBy };
}

/** A feature that is there in part counts: what it lacks is a feature of its own. */
function isIn(statement: SimpleSupportStatement, version: string): boolean {
  const {
    version_added: added,
    version_removed: removed,
    flags,
    prefix,
    alternative_name: other,
  } = statement;
  if (typeof added !== "string" || added === "preview" || removed || flags || prefix || other) return false;
  return !isNewer(added.replace("≤", ""), version);
}

function isNewer(one: string, other: string): boolean {
  const [major = 0, minor = 0] = one.split(".").map(Number);
  const [otherMajor = 0, otherMinor = 0] = other.split(".").map(Number);
  return major > otherMajor || (major === otherMajor && minor > otherMinor);
}

/** The features directly below one, by name. */
export function childrenOf(
  parent: Identifier | undefined,
  path: string,
): [name: string, feature: Feature, child: Identifier][] {
  const children: [string, Feature, Identifier][] = [];
  for (const name of Object.keys(parent ?? {})) {
    const child = name === "__compat" ? undefined : parent?.[name];
    if (child?.__compat) children.push([name, featureOf(`${path}.${name}`, child.__compat), child]);
  }
  return children;
}

/** A feature by the names that lead to it. */
export function featureAt(
  root: Record<string, Identifier>,
  name: string,
  path: readonly string[],
): Feature | undefined {
  let at: Identifier | undefined = root as Identifier;
  for (const step of path) at = at && Object.hasOwn(at, step) ? at[step] : undefined;
  return at?.__compat && featureOf([name, ...path].join("."), at.__compat);
}
