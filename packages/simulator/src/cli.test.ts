import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { startForTests } from "../test/support/fixture.ts";

const CLI = fileURLToPath(new URL("cli.ts", import.meta.url));

interface Run {
  readonly child: ChildProcess;
  /** Output so far. */
  readonly output: { out: string; err: string };
  readonly exit: Promise<{ code: number | null; signal: string | null }>;
}

function run(...args: string[]): Run {
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const output = { out: "", err: "" };
  child.stdout?.on("data", (chunk) => (output.out += String(chunk)));
  child.stderr?.on("data", (chunk) => (output.err += String(chunk)));
  after(() => child.kill("SIGKILL"));
  const exit = once(child, "close").then(([code, signal]) => ({ code, signal }));
  return { child, output, exit };
}

/** Waits for the first line of output. */
async function ready({ child, output, exit }: Run): Promise<string> {
  while (!output.out.includes("\n")) {
    await Promise.race([once(child.stdout ?? assert.fail(), "data"), exit]);
    assert.equal(child.exitCode, null, output.err);
  }
  return output.out;
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  test(`prints one line when ready and ends cleanly on ${signal}`, async () => {
    const started = run(
      "--port",
      "0",
      "--calls",
      "30",
      "--seed",
      "2",
      "--scenario",
      "empty",
      "--api-key",
      "k",
    );
    const line = await ready(started);
    assert.match(line, /^Simulator ready at http:\/\/127\.0\.0\.1:\d+\/api \(scenario empty, 30 calls\)\n$/);
    const [url = ""] = /http:\S+/.exec(line) ?? [];
    const response = await fetch(`${url}/calls`, { headers: { "X-API-Key": "k" } });
    assert.equal(((await response.json()) as { total: number }).total, 0);
    started.child.kill(signal);
    assert.deepEqual(await started.exit, { code: 0, signal: null });
    assert.equal(started.output.err, "");
  });
}

const WRONG: [string[], RegExp][] = [
  [["--calls", "many"], /^--calls must be a whole number from 0 to 1000000\n$/],
  [["--calls"], /--calls/],
  [["--port", "99999"], /^--port must be/],
  [["--scenario", "nosuch"], /^--scenario must be one of normal, empty, slow/],
  [["--now", "yesterday"], /^--now must be an ISO 8601 time\n$/],
  [["--retry-after-form", "x"], /^--retry-after-form must be one of seconds, http-date\n$/],
  [["--colour"], /--colour/],
  [["extra"], /extra/],
];

for (const [args, message] of WRONG) {
  test(`ends with code 2 for a wrong option: ${args.join(" ")}`, async () => {
    const { exit, output } = run(...args);
    assert.equal((await exit).code, 2);
    assert.match(output.err, message);
    assert.equal(output.out, "");
    assert.doesNotMatch(output.err, /\bat .*\.ts:/, "no stack");
  });
}

test("ends with code 2 and a way out if the port is taken", async () => {
  const simulator = await startForTests({ callCount: 0 });
  const { exit, output } = run("--port", new URL(simulator.baseUrl).port);
  assert.equal((await exit).code, 2);
  assert.match(output.err, /^The port is taken\. Choose another one with --port\.\n$/);
});

test("prints every option for --help and starts nothing", async () => {
  const { exit, output } = run("--help");
  assert.equal((await exit).code, 0);
  for (const flag of ["port", "host", "calls", "seed", "now", "scenario", "api-key", "slow-ms"]) {
    assert.match(output.out, new RegExp(`--${flag} `));
  }
});
