/** `npx -y pnpm@12 run check`: everything that can be said without running the code. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { browserFaultsIn } from "../packages/elements/build/browsers/browser-faults.ts";
import { elementChecks } from "../packages/elements/manifest/element-checks.ts";
import { type CheckResult, runCommand, runStep } from "./check-step.ts";
import { wrongArrows, wrongFolders } from "./dependencies/wrong-dependencies.ts";
import { workerDifferences } from "./same-worker.ts";
import { wrongSurfaces } from "./surfaces.ts";
import { hasFile, readManifests, typedFolders } from "./workspace.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

const results: CheckResult[] = [
  await runStep("format and lint", () =>
    runCommand(ROOT, "biome", ["ci", "--colors=off", "--error-on-warnings", "--diagnostic-level=warn"]),
  ),
];
for (const folder of typedFolders(ROOT)) {
  results.push(await runStep(`types of ${folder}`, () => runCommand(ROOT, "tsc", ["-p", folder])));
}
const elements = elementChecks(`${ROOT}packages/elements`);
results.push(
  await runStep("arrows between packages", () => wrongArrows(ROOT)),
  await runStep("no cycle between folders", () => wrongFolders(ROOT)),
  await runStep("exports name files that exist, and no test code", () =>
    readManifests(ROOT).flatMap(({ path, manifest }) => wrongSurfaces(path, manifest, hasFile(ROOT))),
  ),
  await runStep("the demo runs the deployable Worker", () => {
    const config = (app: string) => readFileSync(`${ROOT}apps/${app}/wrangler.jsonc`, "utf8");
    return workerDifferences(config("edge"), config("demo/edge"));
  }),
  await runStep("doc blocks and templates of the elements agree", elements.docBlocks),
  await runStep("no text in a template", elements.literalTexts),
  await runStep("catalogues without gaps", elements.catalogues),
  await runStep("unused files, exports and dependencies", () => runCommand(ROOT, "knip", ["--no-progress"])),
  await runStep("sizes of the elements", () => {
    const { status } = spawnSync(process.execPath, ["build.ts"], {
      cwd: `${ROOT}packages/elements`,
      stdio: "inherit",
    });
    return status === 0 ? [] : ["The build found what is told above."];
  }),
  await runStep("no feature that the oldest browsers lack", () =>
    browserFaultsIn(`${ROOT}packages/elements/dist`),
  ),
  await runStep("subject of the last commit", () =>
    // A download without the history has none.
    runCommand(ROOT, "sh", [
      "-c",
      'subject=$(git log -1 --no-merges --format=%s 2>/dev/null) || exit 0; echo "$subject" | .githooks/commit-msg /dev/stdin',
    ]),
  ),
  await runStep("the Worker's config", () => runCommand(`${ROOT}apps/edge`, "node", ["check/check.ts"])),
  await runStep("the Worker's bundle", () =>
    runCommand(`${ROOT}apps/edge`, "wrangler", ["deploy", "--dry-run", "--outdir", "dist"]),
  ),
  await runStep("the documentation site", () => runCommand(`${ROOT}apps/docs`, "vitepress", ["build"])),
);

const failed = results.filter((result) => !result.passed);
console.log(
  failed.length === 0 ? "\nAll checks passed." : `\nFailed: ${failed.map((r) => r.name).join(", ")}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
