/** Who may import whom: a config of dependency-cruiser. */
import { cruising } from "./cruising.mjs";

/** The arrows between packages. A package that is missing here may import no other. */
const ARROWS = {
  upstream: ["contract"],
  broker: ["upstream", "contract"],
  elements: ["contract"],
  "create-keyhole": ["broker", "upstream", "contract"],
  edge: ["broker", "create-keyhole"],
  "edge-dev": ["edge", "broker", "create-keyhole", "simulator", "dev"],
  demo: ["elements"],
  playground: ["contract", "elements", "broker", "simulator"],
  launch: ["demo", "playground", "broker", "simulator", "dev"],
};
/** Tests may use these besides. */
const TESTS_MAY_USE = ["simulator", "dev"];
/** The elements' tests also run against the real broker. */
const TESTS_OF_MAY_USE = { elements: ["broker"] };
/** Builds what is published, with the tools of `dev`; nothing of it is. */
const LIBRARY_BUILD = "^packages/(broker/build|elements/build/build-library)\\.ts$";
/** These may use anything. */
const UNBOUND = ["docs", "e2e", "bench"];

const PACKAGES = [
  ...["contract", "upstream", "broker", "create-keyhole", "elements", "simulator", "dev"].map(
    (name) => `packages/${name}`,
  ),
  ...["edge", "demo", "playground", "launch"].map((name) => `apps/${name}`),
];

const TEST = "\\.test\\.ts$|^(packages|apps)/[^/]+/test/|/(vitest|web-test-runner)\\.config\\.\\w+$";
/** An owner's config: it stands in the demo and belongs to the edge. */
const OWNERS_CONFIG = "^apps/demo/edge/";
/** Runs the Worker on the owner's machine; nothing of it is deployed. */
const EDGE_DEV = "^apps/edge/dev/";

function onlyAlong(name, folder, path, pathNot) {
  const allowed = (names) => `^(packages|apps)/(${names.join("|")})/`;
  const to = [name, ...(ARROWS[name] ?? [])];
  return [
    {
      name: `${name}-uses-only-its-own-layers`,
      severity: "error",
      from: { path, pathNot: [TEST, ...pathNot] },
      to: { path: "^(packages|apps|\\.tasks)/", pathNot: allowed(to) },
    },
    {
      name: `tests-of-${name}-use-only-its-own-layers`,
      severity: "error",
      from: { path: `^${folder}/(?=.*(?:${TEST}))`, pathNot },
      to: {
        path: "^(packages|apps|\\.tasks)/",
        pathNot: allowed([...to, ...TESTS_MAY_USE, ...(TESTS_OF_MAY_USE[name] ?? [])]),
      },
    },
  ];
}

export default {
  forbidden: [
    ...PACKAGES.flatMap((folder) => {
      const name = folder.split("/")[1];
      return onlyAlong(name, folder, `^${folder}/`, [OWNERS_CONFIG, EDGE_DEV, LIBRARY_BUILD]);
    }),
    ...onlyAlong("edge", "apps/demo/edge", OWNERS_CONFIG, []).slice(0, 1),
    ...onlyAlong("edge-dev", "apps/edge/dev", EDGE_DEV, []).slice(0, 1),
    {
      name: "by-package-name",
      comment:
        "One package imports another by its name, so that `exports` says what is public. Tests may reach in.",
      severity: "error",
      from: {
        path: "^((?:packages|apps)/[^/]+)/",
        pathNot: [TEST, ...UNBOUND.map((name) => `^apps/${name}/`)],
      },
      to: { path: "^(packages|apps|\\.tasks)/", pathNot: "^$1/", dependencyTypes: ["local"] },
    },
    {
      name: "vendors-behind-sources",
      comment: "Only the broker's sources, and what makes a key for one, know a vendor's words.",
      severity: "error",
      from: { path: "^packages/broker/src/", pathNot: "^packages/broker/src/(sources|provisioning)/" },
      to: { path: "^packages/upstream/src/(ultravox|cekura)/" },
    },
    {
      name: "no-test-code-in-src",
      comment: "Tests stand beside the code; what they use stands in the package's `test/`.",
      severity: "error",
      from: {
        path: "^(packages|apps)/[^/]+/src/",
        pathNot: ["\\.test\\.ts$", ...UNBOUND.map((name) => `^apps/${name}/`)],
      },
      to: {
        path: [
          "\\.test\\.ts$",
          "^(packages|apps)/[^/]+/test/",
          "^(node:)?test$",
          "/node_modules/(vitest|fast-check|mocha|chai)/",
        ],
      },
    },
  ],
  options: cruising("(^|/)(dist|lib|releases|\\.wrangler|\\.vitepress/(cache|dist))/"),
};
