import { globSync, readFileSync } from "node:fs";
import { createBroker, createMemoryState, defineConfig } from "@keyhole/broker";
import { ROOT } from "./pages.ts";

/** Names in the code that pages may use. */
export interface RepositoryNames {
  /** Routes of the broker, such as `GET /v1/calls/:id`. */
  routes: ReadonlySet<string>;
  /** Paths from the root of the checkout, and what the build writes beside the elements' scripts. */
  files: readonly string[];
  /** Vars, secrets and bindings that the broker reads. */
  settings: ReadonlySet<string>;
  /** All of the broker's source. */
  brokerSource: string;
}

const config = defineConfig(() => ({
  publicUrls: ["https://keyhole.example"],
  sites: {
    acme: {
      origins: ["https://acme.example"],
      agents: "all",
      source: "ultravox",
      visitors: { rows: "own", scopes: ["calls:read"] },
    },
  },
}));

export function repositoryNames(): RepositoryNames {
  const env = { KEYHOLE_SECRET: "k".repeat(32), KEYHOLE_ADMIN_SECRET: "a".repeat(32) };
  const { routes } = createBroker(config, { env, state: createMemoryState() });
  const brokerSource = globSync("packages/broker/src/**/*.ts", { cwd: ROOT })
    .map((path) => readFileSync(`${ROOT}${path}`, "utf8"))
    .join("\n");
  const manifest = readFileSync(`${ROOT}packages/elements/manifest/write-manifest.ts`, "utf8");
  return {
    routes: new Set(
      routes.filter(({ method }) => method !== "ALL").map(({ method, path }) => `${method} ${path}`),
    ),
    files: [
      ...globSync(["*.md", "{apps,packages}/**/*"], {
        cwd: ROOT,
        exclude: (name) => ["node_modules", "dist", ".wrangler"].includes(name),
      }),
      ...[...manifest.matchAll(/^ {4}"([\w.-]+\.json)":/gm)].map(
        ([, name = ""]) => `packages/elements/dist/${name}`,
      ),
    ],
    settings: new Set([...brokerSource.matchAll(/\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b/g)].map(([name]) => name)),
    brokerSource,
  };
}
