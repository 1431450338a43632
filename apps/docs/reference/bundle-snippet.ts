import { readFileSync } from "node:fs";

const MANIFEST = new URL("../../../packages/elements/dist/keyhole/manifest.json", import.meta.url);

/** The part of the manifest that is used here. */
interface ReleaseManifest {
  latest: string;
  releases: { version: string; bundle: string; files: Record<string, { integrity: string }> }[];
}

/** The tag of the single file that this checkout builds, with its hash. */
export function bundleSnippet(): string {
  const { latest, releases } = readManifest();
  const release = releases.find(({ version }) => version === latest);
  const integrity = release?.files[release.bundle]?.integrity;
  if (release === undefined || integrity === undefined)
    throw new Error(`${MANIFEST.pathname} lacks ${latest}`);
  return `\`\`\`html
<script
  type="module"
  src="https://keyhole.acme.example/keyhole/${latest}/${release.bundle}"
  integrity="${integrity}"
  crossorigin="anonymous"
></script>
<keyhole-calls site="acme"></keyhole-calls>
\`\`\``;
}

function readManifest(): ReleaseManifest {
  try {
    return JSON.parse(readFileSync(MANIFEST, "utf8")) as ReleaseManifest;
  } catch (cause) {
    throw new Error("The elements are not built: npx -y pnpm@12 --filter @keyhole/elements run build", {
      cause,
    });
  }
}
