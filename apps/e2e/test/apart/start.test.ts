import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { choosePorts, groupIsAlive } from "@keyhole/dev/processes";

const START = fileURLToPath(new URL("../../../launch/src/start.ts", import.meta.url));
/** Where the demos of these tests keep the Worker's state and secrets. */
const TEMPORARY = mkdtempSync(join(tmpdir(), "keyhole-start-"));
const PORTS = ["PAGE", "PLAYGROUND", "BROKER", "SIMULATOR"].map((name) => `KEYHOLE_${name}_PORT`);
/** Any free ports, which a test may replace by its own. */
const FREE = Object.fromEntries(PORTS.map((setting) => [setting, "0"]));
const running = new Set<ChildProcess>();
after(() => {
  // A test that failed half-way has left its demo running.
  for (const child of running) child.kill();
  rmSync(TEMPORARY, { recursive: true });
});
const LINUX_ONLY = process.platform === "linux" ? false : "looks for what is left in /proc";

interface Started {
  process: ChildProcess;
  ended: Promise<number | null>;
  output(): string;
}

async function start(env: Record<string, string>): Promise<Started> {
  const child = spawn(process.execPath, [START], {
    // A build of Vite would keep compiled code in the temporary folder.
    env: { ...process.env, TMPDIR: TEMPORARY, NODE_DISABLE_COMPILE_CACHE: "1", ...FREE, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  running.add(child);
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve)).finally(() =>
    running.delete(child),
  );
  return { process: child, ended, output: () => output };
}

async function startOnFreePorts(): Promise<Started & { ports: number[]; groups: number[] }> {
  const ports = await choosePorts(PORTS.map((setting) => ({ name: setting, port: 0, setting })));
  const env = Object.fromEntries(PORTS.map((name, index) => [name, String(ports[index])]));
  const started = await start({ ...env, KEYHOLE_CALLS: "200" });
  while (!started.output().includes("Ctrl-C")) {
    await Promise.race([sleep(100), started.ended]);
    assert.equal(started.process.exitCode, null, started.output());
  }
  return { ...started, ports, groups: childrenOf(started.process.pid ?? 0) };
}

/** The Worker and the reaper: each child leads a process group of its own. */
function childrenOf(parentPid: number): number[] {
  return readFileSync(`/proc/${parentPid}/task/${parentPid}/children`, "utf8").trim().split(" ").map(Number);
}

async function assertNothingLeft({ groups, ports }: { groups: number[]; ports: number[] }): Promise<void> {
  assert.equal(groups.length, 2, "the Worker and the reaper");
  for (let tries = 0; tries < 600 && groups.some(groupIsAlive); tries += 1) await sleep(100);
  assert.deepEqual(groups.filter(groupIsAlive), []);
  assert.deepEqual(readdirSync(TEMPORARY), []);
  const wishes = ports.map((port) => ({ name: "test", port, setting: String(port) }));
  assert.deepEqual(await choosePorts(wishes), ports);
}

for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
  test(`${signal} ends everything`, { skip: LINUX_ONLY }, async () => {
    const started = await startOnFreePorts();
    assert.equal(readdirSync(TEMPORARY).length, 1);
    assert.match(started.output(), new RegExp(`Open +http://localhost:${started.ports[0]}\n`));
    started.process.kill(signal);
    assert.equal(await started.ended, 0);
    await assertNothingLeft(started);
  });
}

test("killed without a word, it leaves nothing running either", { skip: LINUX_ONLY }, async () => {
  const started = await startOnFreePorts();
  started.process.kill("SIGKILL");
  await started.ended;
  await assertNothingLeft(started);
});

test("a Worker that dies ends the demo, with its last words", { skip: LINUX_ONLY }, async () => {
  const started = await startOnFreePorts();
  const worker = started.groups.find((pid) => /wrangler/.test(readFileSync(`/proc/${pid}/cmdline`, "utf8")));
  process.kill(worker ?? 0, "SIGKILL");
  assert.equal(await started.ended, 1);
  assert.match(started.output(), /The broker ended by itself \(signal SIGKILL\).*Ready on/s);
  await assertNothingLeft(started);
});

test("a taken port is told before anything is started", async () => {
  const [port = 0] = await choosePorts([{ name: "test", port: 0, setting: "none" }]);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  try {
    const started = await start({ KEYHOLE_BROKER_PORT: String(port) });
    assert.equal(await started.ended, 1);
    assert.match(started.output(), new RegExp(`Port ${port}, wanted for the broker, is taken`));
    assert.match(started.output(), /KEYHOLE_BROKER_PORT=/);
    assert.doesNotMatch(started.output(), /Starting|at file:/);
  } finally {
    server.close();
  }
});
