import assert from "node:assert/strict";
import { test } from "node:test";
import { chainHolds, launcherChain, type ProcessInfo, readProcess } from "./ancestors.ts";

/** `npx pnpm start` from a shell, as Linux shows it. */
const NPX_PNPM: Record<number, ProcessInfo> = {
  50: { parentPid: 40, command: "sh -c trap ...; node apps/demo/start.ts" },
  40: { parentPid: 30, command: "pnpm start" },
  30: { parentPid: 20, command: "sh -c 'pnpm' start" },
  20: { parentPid: 10, command: "npm exec pnpm@12 start" },
  10: { parentPid: 1, command: "-bash" },
};

function reader(table: Record<number, ProcessInfo>) {
  return (pid: number) => table[pid];
}

test("the chain goes up to the first package manager and not to the person's shell", () => {
  assert.deepEqual(launcherChain(50, reader(NPX_PNPM)), [50, 40, 30, 20]);
});

test("a package manager that runs on node is one too", () => {
  const table = {
    50: { parentPid: 40, command: "/usr/bin/node /usr/lib/node_modules/npm/bin/npm-cli.js start" },
    40: { parentPid: 1, command: "zsh" },
  };
  assert.deepEqual(launcherChain(50, reader(table)), [50]);
  assert.deepEqual(launcherChain(60, reader({ ...table, 60: { parentPid: 50, command: "sh" } })), [60, 50]);
});

test("without a package manager only the parent counts", () => {
  assert.deepEqual(launcherChain(10, reader(NPX_PNPM)), [10]);
  assert.deepEqual(launcherChain(99, reader(NPX_PNPM)), [99]);
});

test("the chain holds until one of its processes has gone", () => {
  const chain = launcherChain(50, reader(NPX_PNPM));
  assert.equal(chainHolds(chain, 50, reader(NPX_PNPM)), true);
  assert.equal(chainHolds(chain, 1, reader(NPX_PNPM)), false);
  const npxGone = { ...NPX_PNPM, 30: { parentPid: 1, command: "sh -c 'pnpm' start" } };
  assert.equal(chainHolds(chain, 50, reader(npxGone)), false);
});

test("this process is read as it is", { skip: process.platform === "win32" && "no /proc, no ps" }, () => {
  const info = readProcess(process.pid);
  assert.equal(info?.parentPid, process.ppid);
  assert.match(info?.command ?? "", /node/);
  assert.equal(readProcess(2 ** 30), undefined);
});
