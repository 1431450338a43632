import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ASSERTION_SECRET, type RunningWorkerd, startWorkerd, testVars } from "@keyhole/edge/testing";
import { build } from "esbuild";
import { type StaticUpstream, startUpstream } from "./upstream.ts";

/** The Workers that are measured, and what they ask. Each has a service for each size of the upstream's page. */
export interface Subjects {
  broker: RunningWorkerd;
  floor: RunningWorkerd;
  upstream: StaticUpstream;
  pageBytes: readonly number[];
}

/**
 * A file system in memory. At Cloudflare, objects do not store on the Worker's disk; here, files of objects and the wait
 * for each row double the CPU of a mint.
 */
const MEMORY_FOLDER = "/dev/shm";

/** Names the service of a page size. */
export function serviceOf(bytes: number): string {
  return `page-${bytes}`;
}

/** Starts them on bare workerd, each in its own process, the broker with its Durable Objects. */
export async function startSubjects(
  pageBytes: readonly number[],
  defer: (stop: () => Promise<unknown>) => void,
  { inspector = false } = {},
): Promise<Subjects> {
  const upstream = await startUpstream(pageBytes);
  defer(upstream.stop);
  const storage = existsSync(MEMORY_FOLDER) ? { parentFolder: MEMORY_FOLDER } : {};
  const services = (vars: (bytes: number) => Record<string, string>) =>
    pageBytes.map((bytes) => ({ name: serviceOf(bytes), vars: vars(bytes) }));
  const broker = await startWorkerd({
    // A key each: the broker limits what it asks with one.
    services: services((bytes) =>
      testVars({ baseUrl: `${upstream.origin}/${bytes}`, apiKey: `key-of-${serviceOf(bytes)}` }),
    ),
    inspector,
    isSilent: true,
    ...storage,
  });
  defer(broker.stop);
  const floor = await startWorkerd({
    services: services((bytes) => ({
      UPSTREAM: `${upstream.origin}/${bytes}`,
      KEY: "key-of-the-floor",
      ASSERTION_SECRET,
      TOKEN_SECRET: "a-secret-of-the-floor",
    })),
    source: await bundleFloor(),
    objects: { PARTS: "PartObject" },
    ...storage,
  });
  defer(floor.stop);
  return { broker, floor, upstream, pageBytes };
}

/** The floors as one module. */
async function bundleFloor(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "keyhole-floor-"));
  const outfile = join(folder, "floor.js");
  try {
    const entry = fileURLToPath(new URL("floors/worker.ts", import.meta.url));
    await build({
      entryPoints: [entry],
      outfile,
      bundle: true,
      format: "esm",
      external: ["cloudflare:workers"],
      target: "es2023",
      logLevel: "error",
    });
    return readFileSync(outfile, "utf8");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
