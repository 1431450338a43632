import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { checkOwnerConfig, isExampleAddress, isLocalAddress, type OwnerConfigOptions } from "create-keyhole";
import { copyEdge, type EdgeCopy } from "./support/edge-copy.ts";

let edge: EdgeCopy;
beforeEach(() => {
  edge = copyEdge();
});
afterEach(() => edge.remove());

const URLS = 'publicUrls: ["https://calls.shop.io"]';
const VISITORS = 'visitors: { rows: "own", scopes: ["calls:read"] }';
const SITE = `origins: ["https://shop.io"], agents: "all", source: "ultravox", ${VISITORS}`;
const member = (verify: string) =>
  `${URLS}, sites: { shop: { ${SITE}, members: { verify: jwt({ ${verify} }), grant: () => ({ scopes: ["calls:read"], rows: "all" }) } } }`;

function check(properties: string, options?: OwnerConfigOptions) {
  edge.writeConfig(properties);
  return checkOwnerConfig(join(edge.folder, "keyhole.config.ts"), options);
}

async function assertFault(properties: string, setting: string, options?: OwnerConfigOptions): Promise<void> {
  const { faults } = await check(properties, options);
  assert.ok(
    faults.some((fault) => fault.startsWith(`${setting}: `)),
    faults.join("\n") || "no fault",
  );
}

describe("checkOwnerConfig", () => {
  const VALID: [what: string, properties: string, options?: OwnerConfigOptions][] = [
    ["a config of one site", `${URLS}, sites: { shop: { ${SITE} } }`],
    ["secrets, which only the Worker has", member("secret: env.SHOP_SECRET, issuer: env.SHOP_ISSUER")],
    ["two secrets while rotating", member("secret: [env.NEW, env.OLD], issuer: 'https://shop.io'")],
    ["a key set at a URL that only the Worker knows", member("jwks: env.KEYS, issuer: env.ISSUER")],
    [
      "a function that works on several missing settings",
      `${URLS}, sites: { shop: { ${SITE}, origins: [env.A.trim(), env.B.trim()] } }`,
    ],
    [
      "a default for a missing setting",
      `publicUrls: [env.URL ?? "https://calls.shop.io"], sites: { shop: { ${SITE}, tokenSeconds: Number(env.SECONDS ?? 300) } }`,
    ],
    [
      "an address of the environment",
      `publicUrls: [env.CALLS_URL], sites: { shop: { ${SITE} } }`,
      { env: { CALLS_URL: "https://calls.shop.io", ULTRAVOX_BASE_URL: "nonsense" } },
    ],
    [
      "an address of the Worker's vars",
      `publicUrls: [env.CALLS_URL], sites: { shop: { ${SITE} } }`,
      { vars: { CALLS_URL: "https://calls.shop.io" } },
    ],
  ];
  it("accepts a Worker below a path", async () => {
    const url = "https://shop.io/calls";
    const { publicUrl, faults } = await check(`publicUrls: ["${url}"], sites: { shop: { ${SITE} } }`);
    assert.deepEqual([publicUrl, faults], [url, []]);
  });

  for (const [what, properties, options] of VALID) {
    it(`accepts ${what}`, async () => {
      const { publicUrl, faults } = await check(properties, options);
      assert.deepEqual(faults, []);
      assert.equal(publicUrl, "https://calls.shop.io");
    });
  }

  const WRONG: [setting: string, properties: string, options?: OwnerConfigOptions][] = [
    ["config.site", `${URLS}, sites: {}, site: {}`],
    ["sites", URLS],
    ["sites", `${URLS}, sites: {}`],
    ["sites.shop.orgins", `${URLS}, sites: { shop: { ${SITE}, orgins: [] } }`],
    ["sites.shop.visitors.row", `${URLS}, sites: { shop: { ${SITE}, visitors: { row: "own" } } }`],
    [
      "sites.shop.visitors.scopes",
      `${URLS}, sites: { shop: { ${SITE}, visitors: { rows: "own", scopes: ["call:read"] } } }`,
    ],
    ["sites.shop.tokenSeconds", `${URLS}, sites: { shop: { ${SITE}, tokenSeconds: "300" } }`],
    ["sites.shop.agents", `${URLS}, sites: { shop: { ${SITE}, agents: ["support"] } }`],
    ["sites.shop.origins", `${URLS}, sites: { shop: { ${SITE}, origins: "https://shop.io" } }`],
    ["sites.shop.members.verify.isuer", member("secret: env.SHOP_SECRET, isuer: 'https://shop.io'")],
    ["sites.shop.members.verify.secret", member("secret: 'written-into-the-config', issuer: 'a'")],
    ["publicUrls", `publicUrls: "https://calls.shop.io", sites: { shop: { ${SITE} } }`],
    ["publicUrls", `publicUrls: [], sites: { shop: { ${SITE} } }`],
    ["publicUrls[0]", `publicUrls: [env.NOT_SET], sites: { shop: { ${SITE} } }`],
    ["publicUrls[0]", `publicUrls: ["http://calls.shop.io"], sites: { shop: { ${SITE} } }`],
    ["ULTRAVOX_PLAN", `${URLS}, sites: { shop: { ${SITE} } }`, { vars: { ULTRAVOX_PLAN: "gratis" } }],
  ];
  for (const [setting, properties, options] of WRONG) {
    it(`names ${setting} in { ${properties} }`, () => assertFault(properties, setting, options));
  }

  it("names the file of a config that is no code", async () => {
    edge.writeFile("keyhole.config.ts", "export default defineConfig(;");
    const { faults } = await checkOwnerConfig(join(edge.folder, "keyhole.config.ts"));
    assert.match(faults.join(), /keyhole\.config\.ts: .+/);
  });

  it("names what is no function", async () => {
    edge.writeFile("keyhole.config.ts", "export default { publicUrls: [] };");
    const { faults } = await checkOwnerConfig(join(edge.folder, "keyhole.config.ts"));
    assert.match(faults.join(), /^config: expects a function/);
  });

  it("names every example address that was left", async () => {
    const { faults } = await check(
      `publicUrls: ["https://calls.shop.io", "https://keyhole.acme.example"],
       sites: { shop: { ${SITE}, origins: ["https://shop.io", "https://acme.example"] } }`,
    );
    assert.deepEqual(
      faults.map((fault) => fault.split(":")[0]),
      ["publicUrls[1]", "sites.shop.origins[1]"],
    );
  });

  it("names a Worker's address that only this machine knows", () =>
    assertFault(`publicUrls: ["https://localhost:8787"], sites: { shop: { ${SITE} } }`, "publicUrls[0]"));

  it("reports what is probably not meant", async () => {
    const { faults, warnings } = await check(
      `${URLS}, sites: { shop: { ${SITE}, origins: ["http://localhost:3000"] } }`,
    );
    assert.deepEqual(faults, []);
    assert.match(warnings.join(), /^sites\.shop\.origins\[0\]: /);
  });

  it("accepts a config without a site where none is needed yet", async () => {
    const shipped = readFileSync(new URL("../keyhole.config.ts", import.meta.url), "utf8");
    edge.writeFile("keyhole.config.ts", shipped);
    const file = join(edge.folder, "keyhole.config.ts");
    assert.deepEqual((await checkOwnerConfig(file, { mayBeEmpty: true })).faults, []);
  });

  it("checks the rest of a config that may be without a site", () =>
    assertFault('publicUrls: "https://calls.shop.io", sites: {}', "publicUrls", { mayBeEmpty: true }));
});

describe("an address", () => {
  for (const address of [
    "https://acme.example",
    "https://*.acme.example",
    "https://www.example.com",
    "https://example.org.",
    "https://keyhole.acme.example/voice",
    "https://*.preview.acme.example",
  ]) {
    it(`of an example is ${address}`, () => assert.ok(isExampleAddress(address)));
  }

  for (const address of [
    "https://shop.io",
    "https://example-shop.com",
    "https://acme.example.shop.io",
    "https://keyhole.acme.workers.dev",
    "https://keyhole.example.workers.dev",
    "https://*.acme.pages.dev",
    "https://notexample.com",
    "capacitor://localhost",
    "no address",
  ]) {
    it(`of an example is not ${address}`, () => assert.ok(!isExampleAddress(address)));
  }

  for (const address of [
    "http://localhost:8787",
    "http://127.0.0.1",
    "http://[::1]:8787",
    "https://calls.test",
  ]) {
    it(`of this machine is ${address}`, () => assert.ok(isLocalAddress(address)));
  }
});

describe("the commands of an owner", () => {
  for (const [name, command] of Object.entries({
    check: ["check/check.ts"],
    deploy: ["deploy/deploy.ts"],
    "deploy --dry-run": ["deploy/deploy.ts", "--dry-run"],
  })) {
    it(`${name} ends with the name of a misspelled setting, before anything is built`, () => {
      edge.writeConfig(`${URLS}, sites: { shop: { ${SITE}, orgins: [] } }`);
      const { status, stderr, stdout } = spawnSync(process.execPath, command, {
        cwd: edge.folder,
        encoding: "utf8",
      });
      assert.equal(status, 1);
      assert.match(stderr, /^sites\.shop\.orgins: is not a setting/);
      assert.equal(stdout, "");
    });
  }
});
