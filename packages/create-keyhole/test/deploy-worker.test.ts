import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { ownerWrangler } from "../src/folder/owner-files.ts";
import { makeReachable } from "../src/setup/deploy-worker.ts";
import { readSetupOptions } from "../src/setup/options.ts";
import type { RunProgram } from "../src/setup/run-program.ts";
import { Wrangler } from "../src/setup/wrangler.ts";
import { createPlainTerminal } from "../src/terminal/plain-terminal.ts";

const EDGE = readFileSync(new URL("../../../apps/edge/wrangler.jsonc", import.meta.url), "utf8");
const root = mkdtempSync(join(tmpdir(), "keyhole-deploy-"));
after(() => rmSync(root, { recursive: true }));

/** Deploys a new Worker with a wrangler that refuses where `refusal` says why, and returns what was told. */
async function deploying(refusal: (wrangler: string) => string | null, isInteractive: boolean) {
  const folder = mkdtempSync(join(root, "voice-"));
  mkdirSync(join(folder, "node_modules/wrangler"), { recursive: true });
  writeFileSync(join(folder, "node_modules/wrangler/package.json"), "{}");
  writeFileSync(join(folder, "package.json"), "{}");
  writeFileSync(
    join(folder, "wrangler.jsonc"),
    ownerWrangler(EDGE, { name: "voice", ownUrl: null, vars: {} }),
  );
  writeFileSync(join(folder, "keyhole.config.ts"), "export default () => ({ publicUrls: [], sites: {} });");
  const run: RunProgram = async (_command, args, { env, show }) => {
    const why = args.includes("deploy")
      ? refusal(readFileSync(join(folder, "wrangler.jsonc"), "utf8"))
      : null;
    const file = env.WRANGLER_OUTPUT_FILE_PATH;
    if (file !== undefined && why === null)
      writeFileSync(file, JSON.stringify({ type: "deploy", targets: ["https://voice.shop.workers.dev"] }));
    // What a person sees is not returned.
    return { status: why === null ? 0 : 1, stdout: "", output: show ? "" : (why ?? "") };
  };
  const lines: string[] = [];
  const terminal = { ...createPlainTerminal((line) => lines.push(line)), isInteractive };
  const wrangler = new Wrangler({ folder, env: {}, run, isInteractive });
  await makeReachable(
    {
      ...{ terminal, folder, run, env: {}, edge: EDGE, cwd: root, now: Date.now, secrets: new Map() },
      fetch: () => assert.fail("nobody is to be asked"),
      sleep: async () => {},
      versions: { keyhole: "0.1.0", wrangler: "4.0.0" },
      options: readSetupOptions([], "voice"),
    },
    wrangler,
    { exists: false, secrets: [], tag: null },
  );
  return { lines, read: (name: string) => readFileSync(join(folder, name), "utf8") };
}

const freePlan = (wrangler: string) =>
  wrangler.includes('"cpu_ms"') ? "CPU limits are not supported for the Free plan. [code: 100328]" : null;

describe("a deployment into an account on the Workers Free plan", () => {
  for (const isInteractive of [true, false]) {
    it(`goes on without the limit of CPU time, ${isInteractive ? "in front of a person" : "with --yes"}`, async () => {
      const { lines, read } = await deploying(freePlan, isInteractive);
      assert.ok(lines.some((line) => line.startsWith("Removed limits from wrangler.jsonc")));
      assert.doesNotMatch(read("wrangler.jsonc"), /"limits": \{/);
      assert.match(read("wrangler.jsonc"), /"preview_urls": false/);
      assert.match(read("keyhole.config.ts"), /publicUrls: \["https:\/\/voice\.shop\.workers\.dev"\]/);
    });
  }

  it("keeps the limit where the account takes it", async () => {
    const { read } = await deploying(() => null, false);
    assert.match(read("wrangler.jsonc"), /"limits": \{ "cpu_ms": 1000 \}/);
  });

  it("says what wrangler said where it fails for another reason, and leaves the file", async () => {
    await assert.rejects(
      deploying(() => "Authentication error [code: 10000]", true),
      /could not deploy the Worker\.\s+Authentication error/,
    );
  });
});
