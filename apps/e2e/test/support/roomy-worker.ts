import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { DEMO_WORKER } from "@keyhole/launch";

/** Tokens of visitors in a minute. All tests are one network, which gets 30 of the demo's Worker. */
const MINTS = 100_000;

/** The demo's Worker with room for all tests: path of its `wrangler.jsonc`, which is there as long as this process. */
export function writeRoomyWorker(): string {
  const folder = mkdtempSync(join(tmpdir(), "keyhole-roomy-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const config = join(folder, "wrangler.jsonc");
  const absolute = (path: string) => JSON.stringify(resolve(dirname(DEMO_WORKER), path));
  const text = readFileSync(DEMO_WORKER, "utf8")
    .replace(/"(\.\.?\/[^"]+)"/g, (_match, path: string) => absolute(path))
    .replace(/("SHIELD_MINT(?:_NETWORK)?".*"limit": )\d+/g, (_match, before: string) => `${before}${MINTS}`);
  writeFileSync(config, text);
  return config;
}
