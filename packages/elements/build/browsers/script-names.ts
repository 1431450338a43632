import { COMPAT_DATA, childrenOf, type Feature } from "./compat-data.ts";

/**
 * The names of MDN's data by which a script reaches a feature. One name may belong to many interfaces. A script
 * gets an object of a newer interface from a newer global, member or event alone, so its members are left out.
 */
export interface ScriptNames {
  /** `URLPattern`, `structuredClone`. */
  globals: ReadonlyMap<string, Feature[]>;
  /** Of interfaces that all supported browsers have, without events: `showPopover`. */
  members: ReadonlyMap<string, Feature[]>;
  /** `AbortSignal.any`. */
  statics: ReadonlyMap<string, Feature[]>;
  /** `Navigator.locks`, for objects whose interface is known. */
  ofInterface: ReadonlyMap<string, Feature[]>;
  /** `scrollend`. */
  events: ReadonlyMap<string, Feature[]>;
}

export const SCRIPT_NAMES: ScriptNames = readNames();

function readNames() {
  const globals = new Map<string, Feature[]>();
  const members = new Map<string, Feature[]>();
  const statics = new Map<string, Feature[]>();
  const ofInterface = new Map<string, Feature[]>();
  const events = new Map<string, Feature[]>();

  for (const [owner, feature, child] of childrenOf(COMPAT_DATA.api, "api")) {
    add(globals, owner, feature);
    for (const [key, member] of childrenOf(child, `api.${owner}`)) {
      const name = key.replace(/_(?:static|event)$/, "");
      if (feature.lackedBy.length === 0) add(key.endsWith("_event") ? events : members, name, member);
      if (key.endsWith("_static")) add(statics, `${owner}.${name}`, member);
      else add(ofInterface, `${owner}.${name}`, member);
      if (owner === "Window") add(globals, name, member);
    }
  }

  const { builtins } = COMPAT_DATA.javascript as { builtins?: typeof COMPAT_DATA.api };
  const path = "javascript.builtins";
  const owners = [...childrenOf(builtins, path), ...childrenOf(builtins?.Intl, `${path}.Intl`)];
  for (const [owner, feature, child] of owners) {
    add(feature.path.includes(".Intl.") ? statics : globals, feature.path.slice(path.length + 1), feature);
    for (const [name, member] of childrenOf(child, feature.path)) {
      if (feature.lackedBy.length === 0) add(members, name, member);
      add(statics, `${owner}.${name}`, member);
    }
  }
  return { globals, members, statics, ofInterface, events };
}

function add(map: Map<string, Feature[]>, name: string, feature: Feature): void {
  map.set(name, [...(map.get(name) ?? []), feature]);
}
