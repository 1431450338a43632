/** Releases by version, each with the hashes of its files by name, as in `/keyhole/manifest.json`. */
export type ReleaseList = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Parses a manifest. Throws for anything else: an unreadable answer does not prove that nothing gets lost. */
export function parseReleaseList(text: string): ReleaseList {
  const { releases } = asRecord(JSON.parse(text));
  if (!Array.isArray(releases)) throw new TypeError("it has no list of releases");
  return new Map(
    releases.map((release: unknown) => {
      const { version, files } = asRecord(release);
      if (typeof version !== "string") throw new TypeError("a release has no version");
      return [version, new Map(Object.entries(asRecord(files)).map(parseFile))];
    }),
  );
}

function parseFile([name, file]: [string, unknown]): [string, string] {
  const { integrity } = asRecord(file);
  if (typeof integrity !== "string") throw new TypeError(`${name} has no integrity`);
  return [name, integrity];
}

function asRecord(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new TypeError("it is no manifest");
  return { ...value };
}

/**
 * Files that pages may use now and would no longer find, or find with other bytes, one per line. `place` says where a
 * release would have to be.
 */
export function lostReleases(
  live: ReleaseList,
  built: ReleaseList,
  place: (version: string) => string,
): string[] {
  return [...live].flatMap(([version, files]) => {
    const kept = built.get(version);
    if (kept === undefined) {
      return [`The release ${version} is live, and this build lacks it: ${place(version)}`];
    }
    const changed = [...files].filter(([name, integrity]) => kept.get(name) !== integrity);
    return changed.map(
      ([name]) => `The release ${version} is live with another ${name} than this build has.`,
    );
  });
}
