/** What Rolldown tells about a module. */
interface ModuleLinks {
  readonly importedIds: readonly string[];
  readonly dynamicallyImportedIds: readonly string[];
}

export type GetLinks = (id: string) => ModuleLinks | null;

/** Modules that are in no lazy file, though lazy files import them. */
export interface Places {
  /** All that the entry imports, itself included. */
  entry: ReadonlySet<string>;
  /**
   * What two lazy files import and no file loaded before them has. It gets a file of its own, loaded beside the
   * first that needs it. In one of the two, the other would have to load all of that one; in the entry, each page
   * would wait for it; in both, it would exist twice.
   */
  shared: ReadonlySet<string>;
}

export function placeModules(entry: string, linksOf: GetLinks): Places {
  const inEntry = reach(entry, linksOf);
  const has = new Map([[entry, inEntry]]);
  const importers = new Map<string, string[]>();
  for (const [file, modules] of has) {
    for (const id of modules) {
      for (const lazy of linksOf(id)?.dynamicallyImportedIds ?? []) {
        if (!has.has(lazy)) has.set(lazy, reach(lazy, linksOf));
        importers.set(lazy, [...(importers.get(lazy) ?? []), file]);
      }
    }
  }

  const users = new Map<string, number>();
  for (const [file, modules] of has) {
    const before = (importers.get(file) ?? []).map((importer) => has.get(importer));
    for (const id of modules) {
      if (inEntry.has(id) || before.every((loaded) => loaded?.has(id))) continue;
      users.set(id, (users.get(id) ?? 0) + 1);
    }
  }
  const shared = [...users].filter(([, count]) => count > 1).map(([id]) => id);
  return { entry: inEntry, shared: new Set(shared) };
}

/** A module with all that it imports, lazy imports aside. */
function reach(root: string, linksOf: GetLinks): Set<string> {
  const modules = new Set([root]);
  for (const id of modules) for (const imported of linksOf(id)?.importedIds ?? []) modules.add(imported);
  return modules;
}
