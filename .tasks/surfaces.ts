/**
 * Each package has one file for each way in: what `exports` names is an `index.ts` under `src`, or a
 * built file under `dist`. Empty when all is well.
 */
export function wrongSurfaces(manifestPath: string, manifest: unknown, exists: (path: string) => boolean) {
  const exportsField =
    typeof manifest === "object" && manifest !== null && "exports" in manifest ? manifest.exports : undefined;
  if (typeof exportsField !== "object" || exportsField === null) return [`${manifestPath}: no exports`];
  const folder = manifestPath.replace(/package\.json$/, "");
  return Object.entries(exportsField).flatMap(([name, target]) => {
    if (typeof target !== "string") return [`${manifestPath}: "${name}" must be a path`];
    if (/^\.\/dist\/[^/]+\.js$/.test(target)) return [];
    const expected = name === "." ? "./src/index.ts" : `./src/${name.slice(2)}/index.ts`;
    if (target !== expected) return [`${manifestPath}: "${name}" is ${target} and must be ${expected}`];
    return exists(`${folder}${target.slice(2)}`) ? [] : [`${manifestPath}: ${target} does not exist`];
  });
}
