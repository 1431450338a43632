/**
 * What `exports` of a package names is a file of the package that exists, a source file or a built one, and
 * never test code. Empty when all is well.
 */
export function wrongSurfaces(manifestPath: string, manifest: unknown, exists: (path: string) => boolean) {
  const field =
    typeof manifest === "object" && manifest !== null && "exports" in manifest ? manifest.exports : undefined;
  if (typeof field !== "object" || field === null) return [`${manifestPath}: "exports" must be an object`];
  const folder = manifestPath.replace(/package\.json$/, "");
  return Object.entries(field).flatMap(([name, target]) => {
    if (typeof target !== "string") return [`${manifestPath}: "${name}" must be a path`];
    if (/^\.\/dist\/[^/]+\.js$/.test(target)) return [];
    if (!/^\.\/.+\.ts$/.test(target)) return [`${manifestPath}: "${name}" is ${target}, no source file`];
    if (/\/(?:test|e2e)\/|\.test\.ts$/.test(target))
      return [`${manifestPath}: "${name}" is test code: ${target}`];
    return exists(`${folder}${target.slice(2)}`) ? [] : [`${manifestPath}: ${target} does not exist`];
  });
}
