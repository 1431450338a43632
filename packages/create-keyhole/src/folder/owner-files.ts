import { createHash } from "node:crypto";
import {
  applyEdits,
  findNodeAtLocation,
  getNodeValue,
  type JSONPath,
  modify,
  type Node,
  parse,
  parseTree,
} from "jsonc-parser";

/** Versions that an owner's package.json asks for. */
export interface Versions {
  /** Of Keyhole's packages, which have one version. */
  keyhole: string;
  wrangler: string;
}

export interface WranglerSettings {
  /** Name of the Worker. */
  name: string;
  /** The Worker's address on a domain of the owner's own; null: its address on workers.dev. */
  ownUrl: string | null;
  /** Texts by name. */
  vars: Readonly<Record<string, string>>;
}

/** The owner's `wrangler.jsonc`: the text of `apps/edge/wrangler.jsonc`, with the places of an owner's folder. */
export function ownerWrangler(edge: string, { name, ownUrl, vars }: WranglerSettings): string {
  const hasVars = Object.keys(vars).length > 0;
  const changes: [JSONPath, unknown][] = [
    [["name"], name],
    [["main"], "worker.ts"],
    [["assets", "directory"], "node_modules/@keyhole/elements/dist"],
    ...(ownUrl === null ? [] : routesOf(new URL(ownUrl))),
    ...(hasVars ? [[["vars"], vars] satisfies [JSONPath, unknown]] : []),
  ];
  return changes
    .reduce((text, [path, value]) => setting(text, path, value), forName(edge, name))
    .replace("built by packages/elements.", "as @keyhole/elements brings them.");
}

/**
 * A queue has one consumer, and an account's Workers share the namespaces of rate limits: a Worker of another name gets
 * its own.
 */
function forName(edge: string, name: string): string {
  if (name === "keyhole") return edge;
  const offset = createHash("sha256").update(name).digest().readUInt32BE() % 1_000_000;
  return edge
    .replaceAll('"keyhole-deliveries', `"${name}-deliveries`)
    .replace(/(?<="namespace_id": ")\d+/g, (id) => String(Number(id) + 1000 * (1 + offset)));
}

/** Lists of a `wrangler.jsonc` that grow with versions, and what tells their items apart. */
const GROWING: readonly { path: JSONPath; key: string }[] = [
  { path: ["durable_objects", "bindings"], key: "name" },
  { path: ["migrations"], key: "tag" },
  { path: ["queues", "producers"], key: "binding" },
  { path: ["queues", "consumers"], key: "queue" },
  { path: ["ratelimits"], key: "name" },
];

/** An owner's `wrangler.jsonc` with the bindings and migrations that a later version needs, and all else as it was. */
export function withNewBindings(own: string, edge: string): string {
  const { name = "keyhole" } = parse(own) as { name?: string };
  const template = parseTree(forName(edge, name));
  return GROWING.reduce((text, { path, key }) => {
    const needed = listAt(template, path);
    const known = new Set(listAt(parseTree(text), path).map((item) => item[key]));
    return needed
      .filter((item) => !known.has(item[key]))
      .reduce((longer, item) => setting(longer, [...path, -1], item), text);
  }, own);
}

function listAt(tree: Node | undefined, path: JSONPath): Record<string, unknown>[] {
  const node = tree && findNodeAtLocation(tree, path);
  return node ? (getNodeValue(node) as Record<string, unknown>[]) : [];
}

/** A `wrangler.jsonc` with another value, and everything else as it was written. */
export function setting(text: string, path: JSONPath, value: unknown): string {
  return applyEdits(
    text,
    modify(text, path, value, {
      formattingOptions: { insertSpaces: true, tabSize: 2 },
      isArrayInsertion: path.at(-1) === -1,
    }),
  );
}

/** A whole host is a domain of the Worker; a path below one is a route of its zone. */
function routesOf({ hostname, pathname }: URL): [JSONPath, unknown][] {
  const isHost = pathname === "/";
  const route = isHost
    ? { pattern: hostname, custom_domain: true }
    : `${hostname}${pathname.replace(/\/$/, "")}/*`;
  return [
    [["workers_dev"], false],
    [["routes"], [route]],
  ];
}

/** The owner's `worker.ts`. It has the Durable Objects of every later version too. */
export const OWNER_WORKER = `import { createBroker } from "@keyhole/broker/worker";
import config from "./keyhole.config.ts";

// The runtime finds Durable Object classes by name among the Worker's exports.
export * from "@keyhole/broker/objects";

export default createBroker(config);
`;

/** The owner's `package.json`. An upgrade raises its versions. */
export function ownerPackage(name: string, { keyhole, wrangler }: Versions): string {
  const manifest = {
    name,
    private: true,
    type: "module",
    scripts: { setup: "keyhole setup", deploy: "keyhole setup --yes" },
    dependencies: { "@keyhole/broker": `^${keyhole}`, "@keyhole/elements": `^${keyhole}` },
    devDependencies: { "create-keyhole": `^${keyhole}`, wrangler: `^${wrangler}` },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
