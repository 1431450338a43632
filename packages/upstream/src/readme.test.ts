import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { promisify } from "node:util";
import { startSimulator } from "@keyhole/simulator";

const PACKAGE = new URL("..", import.meta.url);

test("the README's snippet runs", async () => {
  const readme = await readFile(new URL("README.md", PACKAGE), "utf8");
  const [, snippet = ""] = /```ts\n(.+?)```/s.exec(readme) ?? [];
  const simulator = await startSimulator({ port: 0, callCount: 60 });
  try {
    const env = {
      ...process.env,
      ULTRAVOX_API_KEY: simulator.apiKey,
      ULTRAVOX_BASE_URL: simulator.baseUrl,
    };
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ["--input-type=module", "--eval", snippet],
      { cwd: PACKAGE, env },
    );
    assert.match(stdout, /^\d{4}-\d\d-\d\dT/);
    assert.match(stdout, /0 rows left out, next page: /);
    assert.equal(stderr, "");
  } finally {
    await simulator.close();
  }
});
