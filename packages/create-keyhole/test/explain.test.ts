import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { type Simulator, startSimulator, TENANTS } from "@keyhole/simulator";
import { explain } from "../src/explain/explain.ts";

const CONFIG = `export default (env) => ({
  publicUrls: ["https://voice.shop.io"],
  sites: {
    shop: {
      origins: ["https://shop.io"],
      agents: "all",
      source: "ultravox",
      members: {
        verify: { kind: "jwt", options: { secret: env.SHOP_SECRET, issuer: "https://shop.io" } },
        grant: (claims) => ({ scopes: ["calls:read"], rows: { metadata: { tenant: claims.tenant } } }),
      },
    },
  },
});
`;

let simulator: Simulator;
const folder = mkdtempSync(join(tmpdir(), "keyhole-explain-"));
const claimsFile = join(folder, "claims.json");

before(async () => {
  simulator = await startSimulator({ port: 0, callCount: 200 });
  writeFileSync(join(folder, "keyhole.config.ts"), CONFIG);
  writeFileSync(
    join(folder, "wrangler.jsonc"),
    JSON.stringify({ vars: { ULTRAVOX_BASE_URL: simulator.baseUrl } }),
  );
});
after(async () => {
  await simulator?.close();
  rmSync(folder, { recursive: true });
});

async function explained(claims: object, env = {}, site = "shop"): Promise<string> {
  writeFileSync(claimsFile, JSON.stringify(claims));
  const lines: string[] = [];
  await explain(["--site", site, "--claims", claimsFile], {
    folder,
    env,
    fetch,
    write: (line) => lines.push(line),
  });
  return lines.join("\n");
}

describe("keyhole explain", () => {
  const [tenant = ""] = TENANTS;

  it("shows scopes, rows, the number of calls and the newest, and no word of theirs", async () => {
    const text = await explained({ tenant }, { ULTRAVOX_API_KEY: simulator.apiKey });
    assert.match(text, /^Scopes: calls:read\nRows, all of which must hold:\n {2}metadata tenant is /);
    const total = Number(/^Calls: (\d+)$/m.exec(text)?.[1]);
    assert.ok(total > 0 && total < 200, text);
    assert.match(text, /^ {2}\d{4}-\d\d-\d\dT[\d:.]+Z {2}[\w-]{36} {2}".*" {2}(?:\d+ s|not ended)$/m);
    assert.ok(!text.includes(simulator.apiKey));
  });

  it("says why claims are refused", async () => {
    assert.match(await explained({}), /^Refused\. sites\.shop\.members\.grant: .*rows\.metadata/);
  });

  it("asks for the key where it is not there", async () => {
    assert.match(await explained({ tenant }), /Set ULTRAVOX_API_KEY/);
  });

  it("names a site that the config does not have", async () => {
    await assert.rejects(explained({}, {}, "none"), /no site "none"/);
  });
});
