import assert from "node:assert/strict";
import { existsSync, globSync, lstatSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { type ServerType, serve } from "@hono/node-server";
import { choosePorts } from "@keyhole/dev/processes";
import { type Simulator, startSimulator, TENANTS } from "@keyhole/simulator";
import { readVars } from "../src/config/read-vars.ts";
import { Member } from "./member.ts";
import { OwnerFolder } from "./owner-folder.ts";

const ASSERTION_SECRET = "an-assertion-secret-of-the-tests-0123456789";
const [tenant = ""] = TENANTS;

let simulator: Simulator;
let server: ServerType | undefined;
let owner: OwnerFolder;
let port: number;
let url: string;
/** What the deployment printed. */
let printed = "";

before(async () => {
  [port = 0] = await choosePorts([{ name: "Worker", port: 0, setting: "port" }]);
  url = `http://127.0.0.1:${port}`;
  simulator = await startSimulator({ port: 0, callCount: 200 });
  owner = await OwnerFolder.open(url);
});
after(async () => {
  server?.close();
  await simulator?.close();
  owner?.remove();
});

function flags(...more: string[]): string[] {
  return [
    ...["--yes", "--origin", "https://shop.test", "--agents", "northside-reception"],
    ...["--viewers", "host", "--rows", "tenant", "--scopes", "calls:read,transcripts:read"],
    ...["--ultravox-url", simulator.baseUrl, "--cekura-url", simulator.cekura.baseUrl],
    ...["--cekura-project", String(simulator.cekura.projects.ultravox)],
    ...more,
  ];
}

function secrets(): Record<string, string> {
  return {
    ULTRAVOX_API_KEY: simulator.apiKey,
    CEKURA_API_KEY: simulator.cekura.apiKeys.organization,
    SHOP_ASSERTION_SECRET: ASSERTION_SECRET,
  };
}

/**
 * Serves what is deployed, with the vars and secrets of the account: the installed broker in this process. The end-to-end
 * test of "Getting started" serves it in workerd.
 */
async function serveDeployed(): Promise<void> {
  const installed = (path: string) => import(pathToFileURL(join(owner.folder, path)).href);
  const { createBroker, createMemoryState }: typeof import("@keyhole/broker") = await installed(
    "node_modules/@keyhole/broker/dist/index.js",
  );
  const { default: config } = await installed("keyhole.config.ts");
  const env = { ...readVars(join(owner.folder, "wrangler.jsonc")), ...owner.account().secrets };
  const { fetch } = createBroker(config, { env, state: createMemoryState(), log: () => {} });
  server = serve({ fetch, port, hostname: "127.0.0.1" });
}

/** Runs the command, and serves the Worker once it is deployed. */
async function setUpAndServe() {
  const ended = owner.create(flags(), secrets());
  const isDeployed = () => owner.calls().some(({ args }) => args[0] === "deploy" && args[1] === "--tag");
  while (!isDeployed() && (await Promise.race([ended, sleep(50)])) === undefined);
  if (!isDeployed()) return ended;
  await serveDeployed();
  return ended;
}

describe("npm create keyhole, and keyhole setup in its folder", () => {
  it("asks by name for what a flag or the environment has to say, and changes nothing", async () => {
    const unkeyed = await owner.create(flags());
    assert.equal(unkeyed.status, 1);
    assert.match(unkeyed.output, /https:\/\/app\.ultravox\.ai/);
    assert.match(unkeyed.output, /environment variable ULTRAVOX_API_KEY/);
    const unsaid = await owner.createAgain(["--yes", "--ultravox-url", simulator.baseUrl], secrets());
    assert.match(unsaid.output, /--origin https:\/\/acme\.com/);
    assert.deepEqual(owner.files(), {});
  });

  it("tells a key of the wrong form, or that the vendor refuses, without repeating it", async () => {
    for (const [key, words] of [
      ["not-a-key-of-ultravox", /41 characters/],
      [`aaaaaaaa.${"b".repeat(32)}`, /Ultravox refuses this key/],
    ] as const) {
      const { status, output } = await owner.createAgain(flags(), { ...secrets(), ULTRAVOX_API_KEY: key });
      assert.equal(status, 1);
      assert.match(output, words);
      assert.ok(!output.includes(key));
    }
  });

  it("writes nothing and calls no wrangler with --dry-run, and shows the config", async () => {
    const { status, output } = await owner.createAgain(flags("--dry-run"), secrets());
    assert.equal(status, 0, output);
    assert.match(output, /Would write wrangler\.jsonc, worker\.ts, package\.json, keyhole\.config\.ts/);
    assert.match(output, /origins: \["https:\/\/shop\.test"\]/);
    assert.deepEqual([owner.files(), owner.calls()], [{}, []]);
  });

  it("deploys a Worker that answers, from an empty folder and an empty account", async () => {
    const { status, output } = await setUpAndServe();
    printed = output;
    assert.equal(status, 0, output);
    const commands = owner.calls().map(({ args }) => args.join(" ").replace(/keyhole-[0-9a-f]{12}/, "<tag>"));
    assert.deepEqual(commands, [
      "whoami --json",
      "secret list --format json",
      "queues create keyhole-deliveries",
      "queues create keyhole-deliveries-dead",
      "deploy",
      "secret put KEYHOLE_SECRET",
      "secret put ULTRAVOX_API_KEY",
      "secret put CEKURA_API_KEY",
      "secret put SHOP_ASSERTION_SECRET",
      "deploy --tag <tag>",
    ]);
    assert.deepEqual(Object.keys(owner.files()), [
      "keyhole.config.ts",
      "package.json",
      "worker.ts",
      "wrangler.jsonc",
    ]);
    assert.match(output, /Plan: pro/);
    assert.match(owner.read("wrangler.jsonc"), /"ULTRAVOX_PLAN": "pro"/);
    assert.ok(
      output.includes(`<script type="module" src="${url}/keyhole.js"></script>
<keyhole-calls site="shop" assertion-src="/keyhole-assertion"></keyhole-calls>`),
      output,
    );
    const diagnosis = await fetch(`${url}/v1/doctor?site=shop`, { headers: { Origin: "https://shop.test" } });
    const { checks } = (await diagnosis.json()) as { checks: { id: string; ok: boolean | null }[] };
    assert.deepEqual(
      checks.filter(({ ok }) => ok !== true),
      [],
    );
  });

  it("installs what is published, with npm", () => {
    for (const name of ["@keyhole/broker", "@keyhole/elements", "create-keyhole"]) {
      const home = join(owner.folder, "node_modules", name);
      assert.ok(!lstatSync(home).isSymbolicLink(), name);
      assert.deepEqual(globSync("{src,test}/", { cwd: home }), []);
    }
    assert.ok(existsSync(join(owner.folder, "package-lock.json")));
  });

  it("lists a member's calls from the upstream, and no other tenant's", async () => {
    const member = await Member.signIn({
      url,
      origin: "https://shop.test",
      site: "shop",
      tenant,
      secret: ASSERTION_SECRET,
    });
    const { items } = await member.get<{ items: { metadata: { tenant?: string } }[] }>("/v1/calls?limit=50");
    assert.ok(items.length > 0);
    assert.deepEqual([...new Set(items.map(({ metadata }) => metadata.tenant))], [tenant]);
  });

  it("writes the config as a person would", () => {
    assert.equal(
      owner.read("keyhole.config.ts"),
      `import { defineConfig, jwt } from "@keyhole/broker";

export default defineConfig((env) => ({
  publicUrls: ["${url}"],
  sites: {
    shop: {
      origins: ["https://shop.test"],
      agents: [
        "a1d5c0de-0001-4000-8000-000000000001", // northside-reception
      ],
      source: "ultravox",
      metadata: ["tenant"],
      members: {
        verify: jwt({ secret: env.SHOP_ASSERTION_SECRET, issuer: "https://shop.test" }),
        grant: (claims) => ({
          scopes: ["calls:read", "transcripts:read"],
          rows: { metadata: { tenant: claims.tenant } },
        }),
      },
      cekura: { project: ${simulator.cekura.projects.ultravox}, provisionKey: true },
    },
  },
}));
`,
    );
  });

  it("hands secrets to wrangler's standard input alone, to the byte", () => {
    const put = Object.fromEntries(
      owner.calls().flatMap(({ args, input }) => (args[1] === "put" ? [[args[2], input]] : [])),
    ) as Record<string, string>;
    const { KEYHOLE_SECRET = "", ...others } = put;
    assert.deepEqual(others, secrets());
    assert.match(KEYHOLE_SECRET, /^[\w-]{43}$/);
    const elsewhere = JSON.stringify([
      printed,
      owner.files(),
      owner.calls().map(({ args, env }) => [args, env]),
    ]);
    for (const secret of Object.values(put)) assert.ok(!elsewhere.includes(secret));
  });

  it("changes nothing when it is run again, and needs no secret then", async () => {
    const before = [owner.files(), owner.account()];
    const { status, output } = await owner.keyhole(["setup", "--yes"]);
    assert.equal(status, 0, output);
    assert.match(output, /up to date/);
    assert.deepEqual([owner.files(), owner.account()], before);
  });

  it("calls no wrangler with --dry-run in a folder that is set up", async () => {
    const before = [owner.files(), owner.calls()];
    const { status, output } = await owner.keyhole(["setup", "--yes", "--dry-run"]);
    assert.equal(status, 0, output);
    assert.match(output, /Nothing was changed/);
    assert.deepEqual([owner.files(), owner.calls()], before);
  });

  it("says where a config is wrong, before anything is deployed", async () => {
    const file = join(owner.folder, "keyhole.config.ts");
    const text = owner.read("keyhole.config.ts");
    const { versions } = owner.account();
    writeFileSync(file, text.replace("origins:", "orgins:"));
    const { status, output } = await owner.keyhole(["setup", "--yes"]);
    writeFileSync(file, text);
    assert.equal(status, 1);
    assert.match(output, /sites\.shop\.orgins: is not a setting/);
    assert.deepEqual(owner.account().versions, versions);
  });
});
