/** Releases by version, and of each its files' hashes by name: what `/keyhole/manifest.json` lists. */
export type ReleaseList = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Reads a manifest. Throws where it is none: an answer that is not understood is no proof that nothing is lost. */
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

/** What pages may be using now and would no longer find, or find with other bytes; a line each. */
export function lostReleases(live: ReleaseList, built: ReleaseList): string[] {
  return [...live].flatMap(([version, files]) => {
    const kept = built.get(version);
    if (kept === undefined) {
      return [
        `The release ${version} is live, and this build lacks it: packages/elements/releases/${version}`,
      ];
    }
    const changed = [...files].filter(([name, integrity]) => kept.get(name) !== integrity);
    return changed.map(
      ([name]) => `The release ${version} is live with another ${name} than this build has.`,
    );
  });
}
