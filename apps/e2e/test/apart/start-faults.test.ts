import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { after, before, describe, it } from "node:test";
import { buildWhenNeeded } from "@keyhole/dev/build";
import { copyWorkspace, type WorkspaceCopy } from "../support/workspace-copy.ts";

let copy: WorkspaceCopy;
before(() => {
  for (const name of ["elements", "demo", "playground"] as const) buildWhenNeeded(name);
  copy = copyWorkspace({ built: true });
});
after(() => copy?.remove());

/** Runs `start` on free ports until it ends. One that waits for what never comes runs into its own time limit. */
async function start(): Promise<{ code: number | null; output: string }> {
  const ports = ["PAGE", "PLAYGROUND", "BROKER", "SIMULATOR"].map((name) => [`KEYHOLE_${name}_PORT`, "0"]);
  const child = spawn(process.execPath, ["apps/launch/src/start.ts"], {
    cwd: copy.root,
    env: { ...process.env, ...Object.fromEntries(ports), KEYHOLE_CALLS: "50" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      // It has started, which no case of these does.
      if (text.includes("Ctrl-C")) child.kill();
    });
  }
  const [code] = (await once(child, "close")) as [number | null];
  return { code, output };
}

const CONFIG = "apps/demo/edge/keyhole.config.ts";
const WRANGLER = "apps/demo/edge/wrangler.jsonc";

const BEFORE_ANYTHING: [what: string, file: string, text: string, by: string, words: RegExp][] = [
  [
    "a misspelled setting",
    CONFIG,
    'source: "ultravox",',
    'sorce: "ultravox",',
    /sites\.acme\.sorce: is not a setting/,
  ],
  ["a wrong value", CONFIG, 'agents: "all"', "agents: 7", /sites\.acme\.agents: expects a list of agent ids/],
  [
    "a secret that nobody sets",
    CONFIG,
    "env.ACME_ASSERTION_SECRET",
    "env.ACME_SECRET",
    /reads ACME_SECRET, which is not set/,
  ],
  [
    "a config that throws",
    CONFIG,
    "publicUrls: [",
    "publicUrls: [...env.NONE.split(), ",
    /config: .*threw TypeError/,
  ],
  ["a config that is no code", CONFIG, "sites: {", "sites: {{", /keyhole\.config\.ts is wrong/],
];

const OF_THE_WORKER: [what: string, file: string, text: string, by: string, words: RegExp][] = [
  [
    "a Worker that cannot be built",
    "packages/broker/src/worker/durable-objects.ts",
    "export class SiteObject",
    "export klass SiteObject",
    /Worker could not be built.*durable-objects\.ts/s,
  ],
  [
    "a Worker that throws when it starts",
    "apps/edge/src/worker.ts",
    "export default createBroker(config);",
    'export default createBroker(config);\nthrow new Error("planted");',
    /planted/,
  ],
  [
    "a Worker that lacks a class",
    WRANGLER,
    '"class_name": "SiteObject"',
    '"class_name": "ShopObject"',
    /ShopObject/,
  ],
];

type Planted = [file: string, text: string, by: string, words: RegExp];

async function assertEnds([file, text, by, words]: Planted): Promise<string> {
  copy.edit(file, text, by);
  try {
    const { code, output } = await start();
    assert.equal(code, 1, output);
    assert.match(output, words);
    assert.doesNotMatch(output, /did not answer/);
    return output;
  } finally {
    copy.edit(file, by, text);
  }
}

describe("start ends with the reason", () => {
  for (const [what, ...planted] of BEFORE_ANYTHING) {
    it(`of ${what}, before anything is started`, async () => {
      assert.doesNotMatch(await assertEnds(planted), /Starting|at file:/);
    });
  }

  for (const [what, ...planted] of OF_THE_WORKER) {
    it(`of ${what}`, async () => {
      await assertEnds(planted);
    });
  }

  // Last: a source that was changed and changed back is newer than what is built.
  it("of elements that cannot be built", async () => {
    const words = /packages\/elements could not be built.*keyhole\.ts/s;
    await assertEnds(["packages/elements/src/keyhole.ts", "defineElements();", "defineElements(;", words]);
  });
});
