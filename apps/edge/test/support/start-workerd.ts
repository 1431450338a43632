import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { describeRateLimit, RATE_LIMIT_MODULE, RATE_LIMIT_SOURCE, readRateLimits } from "./rate-limits.ts";

export interface WorkerdOptions {
  /** Worker services. Each has its own isolate; all share one service of Durable Objects. */
  services: readonly { name: string; vars: Readonly<Record<string, string>> }[];
  /** A module to run instead of the deployable Worker. */
  source?: string;
  /** Its Durable Objects: the class of each binding. Default: those of the deployable Worker, or none of a module. */
  objects?: Readonly<Record<string, string>>;
  /** The owner's config. Default: the one of the tests. */
  config?: string;
  /** Binds the rate limits of wrangler.jsonc, which count in each isolate. */
  shield?: boolean;
  /** What each isolate may hold; Cloudflare allows 128 MiB. Default: what V8 takes. */
  heapMib?: number;
  /** Drops what the Worker writes to its console, which would otherwise mix with a report. */
  isSilent?: boolean;
  /** Where a folder for code and storage is made. Default: that of temporary files. */
  parentFolder?: string;
  /** Opens workerd's inspector, which shows profiles. */
  inspector?: boolean;
}

export interface RunningWorkerd {
  /** Address of each service. */
  urls: Record<string, string>;
  /** Where the inspector listens, without the name of a service at its end; null without an inspector. */
  inspectorUrl: string | null;
  pid: number;
  stop(): Promise<void>;
}

const { default: WORKERD } = createRequire(import.meta.url)("workerd") as { default: string };
const WORKER = fileURLToPath(new URL("../../src/worker.ts", import.meta.url));
const CONFIG = fileURLToPath(new URL("keyhole.config.ts", import.meta.url));
const OBJECTS = {
  VIEWERS: "ViewerObject",
  SITES: "SiteObject",
  UPSTREAMS: "UpstreamObject",
  PROJECT_KEYS: "ProjectKeyObject",
  STARTS: "StartsObject",
  DELIVERIES: "DeliveryObject",
  SWITCHES: "SwitchObject",
  AUDIT: "AuditObject",
  QUESTIONS: "QuestionObject",
};

/** Starts bare workerd with the deployable Worker and the tests' config. */
export async function startWorkerd({
  services,
  source,
  objects = source === undefined ? OBJECTS : {},
  config = CONFIG,
  shield = false,
  heapMib,
  isSilent = false,
  parentFolder = tmpdir(),
  inspector = false,
}: WorkerdOptions): Promise<RunningWorkerd> {
  const folder = await mkdtemp(join(parentFolder, "keyhole-workerd-"));
  if (source === undefined) await bundle(join(folder, "worker.js"), config);
  else await writeFile(join(folder, "worker.js"), source);
  await writeFile(join(folder, "config.capnp"), describe(services, folder, { objects, shield, heapMib }));
  const output = isSilent ? "ignore" : "inherit";
  const more = inspector ? ["--inspector-addr=127.0.0.1:0"] : [];
  const child = spawn(WORKERD, ["serve", join(folder, "config.capnp"), "--control-fd=3", ...more], {
    stdio: ["ignore", output, output, "pipe"],
  });
  const exited = once(child, "exit");
  const stop = async () => {
    child.kill("SIGTERM");
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const ports = await readPorts(child.stdio[3] as Readable, services.length + more.length, exited);
    const { [INSPECTOR]: inspectorPort, ...listening } = ports;
    return {
      urls: Object.fromEntries(
        Object.entries(listening).map(([name, port]) => [name, `http://127.0.0.1:${port}`]),
      ),
      inspectorUrl: inspectorPort === undefined ? null : `ws://127.0.0.1:${inspectorPort}`,
      pid: child.pid ?? 0,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function bundle(outfile: string, config: string): Promise<void> {
  await build({
    entryPoints: [WORKER],
    outfile,
    bundle: true,
    format: "esm",
    target: "es2023",
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:workers"],
    alias: { "#keyhole.config": config },
    logLevel: "error",
  });
}

interface DescribeOptions {
  /** Classes of Durable Objects by the names of their bindings. */
  objects: Readonly<Record<string, string>>;
  shield: boolean;
  heapMib: number | undefined;
}

/** The configuration in Cap'n Proto's text format, in which JSON strings are valid. */
function describe(
  services: WorkerdOptions["services"],
  folder: string,
  { objects, shield, heapMib }: DescribeOptions,
): string {
  const text = JSON.stringify;
  const worker = `modules = [(name = "worker.js", esModule = embed "worker.js")], compatibilityDate = "2026-08-15", compatibilityFlags = ["global_fetch_strictly_public"]`;
  const namespaces = Object.values(objects).map(
    (name) => `(className = ${text(name)}, uniqueKey = ${text(name)}, enableSql = true)`,
  );
  const bindings = Object.entries(objects).map(
    ([binding, name]) =>
      `(name = ${text(binding)}, durableObjectNamespace = (className = ${text(name)}, serviceName = "state"))`,
  );
  const texts = (vars: Readonly<Record<string, string>>) =>
    Object.entries(vars).map(([key, value]) => `(name = ${text(key)}, text = ${text(value)})`);
  const limits = shield ? readRateLimits().map(describeRateLimit) : [];
  const described = services.map(
    ({ name, vars }) =>
      `(name = ${text(name)}, worker = (${worker}, bindings = [${[...bindings, ...limits, ...texts(vars)].join(", ")}]))`,
  );
  // The service of the objects runs the same code, so it gets the same settings.
  const stateVars = texts(services[0]?.vars ?? {}).join(", ");
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "internet", network = (allow = ["private", "public"])),
    (name = "disk", disk = (path = ${text(folder)}, writable = true)),
    (name = "state", worker = (${worker}, bindings = [${stateVars}], durableObjectNamespaces = [${namespaces.join(", ")}], durableObjectStorage = (localDisk = "disk"))),
    ${described.join(",\n    ")}
  ],
  sockets = [${services.map(({ name }) => `(name = ${text(name)}, address = "127.0.0.1:0", http = (), service = ${text(name)})`).join(", ")}],
  v8Flags = [${heapMib === undefined ? "" : text(`--max-heap-size=${heapMib}`)}],
  extensions = [(modules = [(name = ${text(RATE_LIMIT_MODULE)}, internal = true, esModule = ${text(RATE_LIMIT_SOURCE)})])]
);
`;
}

/** Stands for the inspector among the names of sockets. */
const INSPECTOR = "(inspector)";

async function readPorts(
  control: Readable,
  count: number,
  exited: Promise<unknown>,
): Promise<Record<string, number>> {
  const ports: Record<string, number> = {};
  const ended = exited.then(() => {
    throw new Error("workerd ended before it listened");
  });
  const listened = (async () => {
    for await (const line of createInterface({ input: control })) {
      const event = JSON.parse(line) as { event: string; socket?: string; port?: number };
      if (event.port === undefined) continue;
      if (event.event === "listen" && event.socket !== undefined) ports[event.socket] = event.port;
      if (event.event === "listen-inspector") ports[INSPECTOR] = event.port;
      if (Object.keys(ports).length === count) return ports;
    }
    throw new Error("workerd did not say where it listens");
  })();
  return Promise.race([listened, ended]);
}
