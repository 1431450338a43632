import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { ChildCommand } from "./child.ts";
import { groupIsAlive } from "./process-group.ts";
import { createSupervisor } from "./supervisor.ts";

function node(name: string, script: string): ChildCommand {
  return { name, command: process.execPath, args: ["-e", script], cwd: process.cwd(), env: {} };
}

/** A child that starts one of its own and ignores SIGTERM, as does the child's child. */
const STUBBORN = `
  process.on("SIGTERM", () => {});
  require("node:child_process").spawn(process.execPath, ["-e", "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"]);
  setInterval(() => {}, 1000);
`;

async function untilGone(groupId: number): Promise<void> {
  for (let tries = 0; tries < 400 && groupIsAlive(groupId); tries += 1) await sleep(25);
  assert.equal(groupIsAlive(groupId), false);
}

test("stop ends children and what they started, even those that do not listen", async () => {
  const supervisor = await createSupervisor(500);
  const polite = await supervisor.start(node("polite", "setInterval(() => {}, 1000)"));
  const stubborn = await supervisor.start(node("stubborn", STUBBORN));
  const folder = supervisor.temporaryFolder();
  writeFileSync(join(folder, "state"), "x");
  await sleep(300);
  await Promise.all([supervisor.stop(), supervisor.stop()]);
  assert.equal(groupIsAlive(polite.pid), false);
  assert.equal(groupIsAlive(stubborn.pid), false);
  assert.equal(existsSync(folder), false);
  for (const pid of supervisor.pids()) assert.equal(groupIsAlive(pid), false);
});

test("a child that ends by itself is told with its name and last lines", async () => {
  const supervisor = await createSupervisor();
  await supervisor.start(node("broker", "console.error('no such setting'); process.exit(3)"));
  const error = await supervisor.failed;
  await supervisor.stop();
  assert.match(error.message, /^The broker ended by itself \(exit code 3\)/);
  assert.match(error.message, /no such setting/);
});

test("a child that was stopped has not ended by itself", async () => {
  const supervisor = await createSupervisor();
  const first = await supervisor.start(node("first", "setInterval(() => {}, 1000)"));
  await first.stop();
  await first.ended;
  await supervisor.start(node("second", "process.exit(3)"));
  assert.match((await supervisor.failed).message, /^The second ended by itself/);
  await supervisor.stop();
});

test("a program that does not exist is an error, and nothing is started after stop", async () => {
  const supervisor = await createSupervisor();
  const missing = { ...node("broker", ""), command: join(process.cwd(), "no-such-program") };
  await assert.rejects(supervisor.start(missing), /ENOENT/);
  await supervisor.stop();
  await assert.rejects(supervisor.start(node("page", "")), /is being stopped/);
});

test("when the supervisor's process is killed, nothing stays", async () => {
  const url = new URL("./supervisor.ts", import.meta.url).href;
  const script = `
    const { createSupervisor } = await import(${JSON.stringify(url)});
    const supervisor = await createSupervisor();
    await supervisor.start({ name: "a", command: process.execPath, args: ["-e", "setInterval(() => {}, 1000)"], cwd: process.cwd(), env: {} });
    console.log(JSON.stringify({ pids: supervisor.pids(), folder: supervisor.temporaryFolder() }));
    setInterval(() => {}, 1000);
  `;
  const parent = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = createInterface({ input: parent.stdout });
  const line = await lines[Symbol.asyncIterator]().next();
  const { pids, folder } = JSON.parse(String(line.value)) as { pids: number[]; folder: string };
  assert(pids.every(groupIsAlive));
  parent.kill("SIGKILL");
  for (const pid of pids) await untilGone(pid);
  assert.equal(existsSync(folder), false);
});
