/**
 * Which part of the workspace may use which. Arrows go one way:
 * edge -> broker -> upstream -> contract, elements -> contract, demo -> elements, tests -> simulator.
 */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  upstream: ["contract"],
  broker: ["upstream", "contract"],
  elements: ["contract"],
  simulator: [],
  edge: ["broker"],
  demo: ["elements"],
  dev: [],
  playground: ["contract", "elements", "dev"],
  launch: ["demo", "playground", "edge", "simulator", "dev", "elements"],
  e2e: [
    "contract",
    "upstream",
    "broker",
    "elements",
    "simulator",
    "edge",
    "demo",
    "playground",
    "launch",
    "dev",
  ],
  docs: [
    "contract",
    "upstream",
    "broker",
    "elements",
    "simulator",
    "edge",
    "demo",
    "playground",
    "launch",
    "dev",
    "e2e",
  ],
  bench: ["contract", "upstream", "broker", "elements", "simulator", "edge", "demo", "launch", "dev"],
  tasks: ["contract", "upstream", "broker", "elements", "simulator", "edge", "demo", "launch", "dev", "e2e"],
};

/** What tests and what only they use may have besides. */
const TESTS_MAY_USE = ["simulator", "dev"];

/** What a package.json may name besides, without an import: the edge serves the elements' built files. */
const MANIFEST_EXTRAS: Readonly<Record<string, readonly string[]>> = {
  edge: ["elements"],
  demo: ["broker"], // For apps/demo/edge, an owner's config.
};

/** The layer of a file, by its path from the root with `/`; undefined outside all layers. */
export function layerOfFile(path: string): string | undefined {
  if (path.startsWith(".tasks/")) return "tasks";
  if (path.startsWith("apps/demo/edge/")) return "edge";
  return /^(?:packages|apps)\/([^/]+)\//.exec(path)?.[1];
}

/** The layer of a package's name, or of one of its exports. */
export function layerOfPackage(specifier: string): string | undefined {
  return /^@keyhole\/([^/]+)/.exec(specifier)?.[1];
}

/** True for tests and the files that only they use, a test runner's config included. */
export function isTestFile(path: string): boolean {
  return /\.test\.ts$|\/(?:test|e2e|testing)\/|\/(?:vitest|web-test-runner)\.config\.\w+$/.test(path);
}

export function mayImport(path: string, from: string, to: string): boolean {
  return from === to || allowed(from).includes(to) || (isTestFile(path) && TESTS_MAY_USE.includes(to));
}

/** Development dependencies are what tests use. */
export function mayDependOn(from: string, to: string, isDevelopment: boolean): boolean {
  const extras = MANIFEST_EXTRAS[from] ?? [];
  return allowed(from).includes(to) || extras.includes(to) || (isDevelopment && TESTS_MAY_USE.includes(to));
}

function allowed(layer: string): readonly string[] {
  const arrows = ARROWS[layer];
  if (!arrows) throw new TypeError(`.tasks/layers.ts does not know the layer "${layer}"`);
  return arrows;
}
