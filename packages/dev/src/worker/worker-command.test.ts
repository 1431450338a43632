import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { childEnv } from "../processes/index.ts";
import { envFileText, workerCommand } from "./worker-command.ts";

test("secrets stand in a file that only the owner may read, and not in the arguments", () => {
  const folder = mkdtempSync(join(tmpdir(), "keyhole-worker-"));
  try {
    const { args, env } = workerCommand({
      config: "/edge/wrangler.jsonc",
      port: 1234,
      folder,
      env: { KEYHOLE_SECRET: "s3cr3t" },
    });
    const file = args[args.lastIndexOf("--env-file") + 1] ?? "";
    assert.equal(readFileSync(file, "utf8"), 'KEYHOLE_SECRET="s3cr3t"\n');
    if (process.platform !== "win32") assert.equal(statSync(file).mode & 0o777, 0o600);
    assert(!JSON.stringify({ args, env }).includes("s3cr3t"));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a value that a line cannot hold is refused by name", () => {
  assert.throws(() => envFileText({ A: "1\nB=2" }), /^TypeError: A has/);
});

test("children inherit no setting or key of the person who starts them", () => {
  const own = { PATH: "/bin", HOME: "/home/a", ULTRAVOX_API_KEY: "real", CLOUDFLARE_API_TOKEN: "real" };
  assert.deepEqual(childEnv({ CI: "1" }, own), { PATH: "/bin", HOME: "/home/a", CI: "1" });
});
