import { globSync, readFileSync } from "node:fs";
import { AREAS, SCRIPT_ROUTES } from "../../../../packages/broker/src/routes/routes.ts";
import { ROOT } from "./pages.ts";

/** What the pages may name of the code, read from it. */
export interface RepositoryNames {
  /** `GET /v1/calls/:id`, as the broker adds its routes. */
  routes: ReadonlySet<string>;
  /** Paths from the root of the checkout, those that the build writes beside the elements' scripts included. */
  files: readonly string[];
  /** Vars, secrets and bindings that the broker reads. */
  settings: ReadonlySet<string>;
}

export function repositoryNames(): RepositoryNames {
  const brokerSources = globSync("packages/broker/src/**/*.ts", { cwd: ROOT })
    .map((path) => readFileSync(`${ROOT}${path}`, "utf8"))
    .join("\n");
  const manifest = readFileSync(`${ROOT}packages/elements/manifest/write-manifest.ts`, "utf8");
  return {
    routes: new Set(
      [...AREAS.flatMap(({ routes }) => routes), ...SCRIPT_ROUTES].map(
        ({ method, path }) => `${method} ${path}`,
      ),
    ),
    files: [
      ...globSync("{apps,packages}/**/*", {
        cwd: ROOT,
        exclude: (name) => ["node_modules", "dist", ".wrangler"].includes(name),
      }),
      ...[...manifest.matchAll(/^ {4}"([\w.-]+\.json)":/gm)].map(
        ([, name = ""]) => `packages/elements/dist/${name}`,
      ),
    ],
    settings: new Set([...brokerSources.matchAll(/\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b/g)].map(([name]) => name)),
  };
}
