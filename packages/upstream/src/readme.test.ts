import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { promisify } from "node:util";
import { SHOWCASE_CALL_IDS, startSimulator } from "@keyhole/simulator";

const PACKAGE = new URL("..", import.meta.url);

describe("README.md", () => {
  it("has snippets that run, one after the other", async () => {
    const readme = await readFile(new URL("README.md", PACKAGE), "utf8");
    const snippets = [...readme.matchAll(/```ts\n(.+?)```/gs)].map(([, snippet = ""]) => snippet);
    assert.equal(snippets.length, 3);
    const simulator = await startSimulator({ port: 0, callCount: 60 });
    try {
      const env = {
        ...process.env,
        ULTRAVOX_API_KEY: simulator.apiKey,
        ULTRAVOX_BASE_URL: simulator.baseUrl,
        CALL_ID: SHOWCASE_CALL_IDS.conversation,
        STORAGE_ORIGIN: simulator.storageUrl,
        CEKURA_API_KEY: simulator.cekura.apiKeys.project,
        CEKURA_BASE_URL: simulator.cekura.baseUrl,
      };
      const { stdout, stderr } = await promisify(execFile)(
        process.execPath,
        ["--input-type=module", "--eval", snippets.join("\n")],
        { cwd: PACKAGE, env },
      );
      assert.match(stdout, /^\d{4}-\d\d-\d\dT/);
      assert.match(stdout, /0 rows left out, next page: /);
      assert.match(stdout, /^206 0 99999$/m);
      assert.match(stdout, /^[0-9a-f-]{36} (?:true|false|null)$/m);
      assert.equal(stderr, "");
    } finally {
      await simulator.close();
    }
  });
});
