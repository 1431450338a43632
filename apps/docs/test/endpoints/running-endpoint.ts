import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Child, choosePorts, type Supervisor } from "@keyhole/dev/processes";
import type { Endpoint } from "./endpoints.ts";

/** A folder in this package, where the endpoint for Express finds Express. */
const PARENT = fileURLToPath(new URL("../", import.meta.url));

export interface RunningEndpoint {
  /** Where the endpoint answers. */
  url: string;
  child: Child;
}

/** Serves an endpoint with a secret, and uses it once it answers anything, or has ended by itself. */
export async function withEndpoint(
  supervisor: Supervisor,
  endpoint: Endpoint,
  { source, secret }: { source: string; secret: string },
  use: (running: RunningEndpoint) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(`${PARENT}.endpoint-`);
  const copy = `${folder}/${endpoint.copy ?? endpoint.file}`;
  writeFileSync(copy, source);
  for (const [name, text] of Object.entries(endpoint.files ?? {})) writeFileSync(`${folder}/${name}`, text);
  const [port = 0] = await choosePorts([{ name: endpoint.file, port: 0, setting: "PORT" }]);
  const [command = "", ...args] = endpoint.serve(copy, port);
  const child = await supervisor.start({
    name: endpoint.file,
    command,
    args,
    cwd: folder,
    env: { ...process.env, PORT: `${port}`, ACME_ASSERTION_SECRET: secret },
  });
  try {
    const url = `http://127.0.0.1:${port}/keyhole-assertion`;
    const ended = child.ended.then(() => true);
    while (!(await answers(url)) && !(await Promise.race([ended, sleep(100, false)])));
    await use({ url, child });
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${child.logTail()}`, { cause: error });
  } finally {
    await child.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}
