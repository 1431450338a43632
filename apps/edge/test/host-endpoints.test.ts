import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { type SimulatorProcess, startSimulatorProcess } from "./support/start-simulator.ts";
import { type RunningWorkerd, startWorkerd } from "./support/start-workerd.ts";
import { testVars } from "./support/test-vars.ts";
import { ASSERTION_SECRET, Viewer } from "./support/viewer.ts";

const README = readFileSync(new URL("../../../packages/broker/README.md", import.meta.url), "utf8");
const USER = { id: "user-1", role: "support", tenant: "tenant-a" };

let simulator: SimulatorProcess;
let workerd: RunningWorkerd;

before(async () => {
  simulator = await startSimulatorProcess([]);
  workerd = await startWorkerd({ services: [{ name: "broker", vars: testVars(simulator) }] });
});

after(async () => {
  await workerd?.stop();
  await simulator?.stop();
});

/** Returns a named code block of the README. */
function snippet(name: string): string {
  const block = new RegExp(`\`\`\`\\w+ ${name}\\n([\\s\\S]*?)\`\`\``).exec(README)?.[1];
  assert.ok(block, `the README shows no ${name}`);
  return block;
}

/** Runs a program that prints an assertion. */
async function run(command: string, args: readonly string[]): Promise<string> {
  const child = spawn(command, args, {
    cwd: new URL(".", import.meta.url),
    env: { ...process.env, KEYHOLE_ASSERTION_SECRET: ASSERTION_SECRET },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  const [code] = (await once(child, "close")) as [number | null];
  assert.equal(code, 0);
  return Buffer.concat(chunks).toString().trim();
}

/** Expects the broker to accept the assertion from the key it was signed for, and from no other. */
async function assertTaken(sign: (jkt: string) => Promise<string>): Promise<void> {
  const url = workerd.urls.broker ?? assert.fail();
  const [viewer, other] = [await Viewer.make(), await Viewer.make()];
  const assertion = await sign(await viewer.thumbprint());
  const taken = await viewer.exchange(url, assertion);
  assert.equal(taken.status, 200, await taken.text());
  const refused = await other.exchange(url, assertion);
  assert.equal(((await refused.json()) as { code: string }).code, "assertion_invalid");
}

test("the README's host endpoint for Node signs an assertion that the broker accepts", async () => {
  await assertTaken((jkt) => {
    const call = `console.log(await signAssertion(${JSON.stringify(USER)}, ${JSON.stringify(jkt)}));`;
    return run(process.execPath, [
      "--input-type=module",
      "--eval",
      `${snippet("host-endpoint-node")}\n${call}`,
    ]);
  });
});

test("the README's host endpoint for Workers signs an assertion that the broker accepts", async () => {
  const worker = `${snippet("host-endpoint-worker")}
export default {
  async fetch(request, env) {
    const jkt = new URL(request.url).searchParams.get("jkt");
    return new Response(await signAssertion(${JSON.stringify(USER)}, jkt, env.KEYHOLE_ASSERTION_SECRET));
  },
};`;
  const vars = { KEYHOLE_ASSERTION_SECRET: ASSERTION_SECRET };
  const host = await startWorkerd({ services: [{ name: "host", vars }], source: worker });
  try {
    await assertTaken(async (jkt) => (await fetch(`${host.urls.host}?jkt=${jkt}`)).text());
  } finally {
    await host.stop();
  }
});

const hasPython = spawnSync("python3", ["--version"]).status === 0;

test("the README's host endpoint for Python signs an assertion that the broker accepts", {
  skip: hasPython ? false : "python3 is not installed here",
}, async () => {
  await assertTaken((jkt) => {
    const call = `print(sign_assertion(${JSON.stringify(USER)}, ${JSON.stringify(jkt)}))`;
    return run("python3", ["-c", `${snippet("host-endpoint-python")}\n${call}`]);
  });
});
