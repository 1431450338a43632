import { type Files, integrityOf } from "./release-files.ts";
import { BUNDLE } from "./release-table.ts";

/** What `/keyhole/manifest.json` says. */
export interface ReleaseManifest {
  /** The version that `/keyhole.js` is now. */
  latest: string;
  /** Every release that is kept, the highest number first. */
  releases: {
    /** Its files are below `/keyhole/<version>/`. */
    version: string;
    /** Which of the files holds all of it. */
    bundle: string;
    /** By name; `integrity` is what a `<script>` or `<link>` wants. */
    files: Record<string, { bytes: number; integrity: string }>;
  }[];
}

export function releaseManifest(latest: string, releases: ReadonlyMap<string, Files>): ReleaseManifest {
  return {
    latest,
    releases: [...releases]
      .map(([version, files]) => ({ version, bundle: BUNDLE, files: describe(files) }))
      .sort((one, other) => other.version.localeCompare(one.version, "en", { numeric: true })),
  };
}

function describe(files: Files): ReleaseManifest["releases"][number]["files"] {
  const names = [...files.keys()].sort();
  return Object.fromEntries(
    names.map((name) => {
      const bytes = files.get(name) ?? Buffer.alloc(0);
      return [name, { bytes: bytes.length, integrity: integrityOf(bytes) }];
    }),
  );
}
