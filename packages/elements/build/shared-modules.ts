/** What Rolldown tells about a module. */
interface ModuleLinks {
  readonly importedIds: readonly string[];
  readonly dynamicallyImportedIds: readonly string[];
}

export type GetLinks = (id: string) => ModuleLinks | null;

/**
 * The modules that two lazy files import and that no file loaded before them has: they get a file of their own,
 * loaded beside the first that needs it. In one of the two, the other would have to load all of that one; in the
 * entry, each page would wait for them; in both, they would exist twice.
 */
export function sharedModules(entry: string, linksOf: GetLinks): Set<string> {
  const has = new Map([[entry, reach(entry, linksOf)]]);
  const importers = new Map<string, string[]>();
  for (const [file, modules] of has) {
    for (const id of modules) {
      for (const lazy of linksOf(id)?.dynamicallyImportedIds ?? []) {
        if (!has.has(lazy)) has.set(lazy, reach(lazy, linksOf));
        importers.set(lazy, [...(importers.get(lazy) ?? []), file]);
      }
    }
  }

  const inEntry = has.get(entry);
  const users = new Map<string, number>();
  for (const [file, modules] of has) {
    const loadedBefore = importers.get(file) ?? [];
    for (const id of modules) {
      if (inEntry?.has(id) || (file !== entry && loadedBefore.every((before) => has.get(before)?.has(id))))
        continue;
      users.set(id, (users.get(id) ?? 0) + 1);
    }
  }
  return new Set([...users].filter(([, count]) => count > 1).map(([id]) => id));
}

/** A module with all that it imports, lazy imports aside. */
function reach(root: string, linksOf: GetLinks): Set<string> {
  const modules = new Set([root]);
  for (const id of modules) for (const imported of linksOf(id)?.importedIds ?? []) modules.add(imported);
  return modules;
}
