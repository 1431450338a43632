/** Rendered bytes by module, for each script. */
export type Modules = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Modules that more than one script has: their bytes are loaded twice, and their state exists twice. */
export function moduleFaults(modules: Modules): string[] {
  const scripts = new Map<string, string[]>();
  for (const [script, names] of modules) {
    for (const name of names.keys()) scripts.set(name, [...(scripts.get(name) ?? []), script]);
  }
  return [...scripts]
    .filter(([, where]) => where.length > 1)
    .map(([name, where]) => `${name}: is in ${where.join(" and in ")}`);
}
