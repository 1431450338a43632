import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { checkOwnerConfig } from "../src/config/check-owner-config.ts";
import { configText, type SiteChoice, type Viewers, withPublicUrl } from "../src/folder/config-text.ts";

const SITE: Omit<SiteChoice, "viewers"> = {
  id: "shop-2",
  origins: ["https://shop.io", "https://*.shop.io"],
  agents: [{ id: "a1d5c0de-0001-4000-8000-000000000001", name: 'reception\n}, "*/' }],
  scopes: ["calls:read"],
  cekura: null,
};
const EVERY: Record<Viewers["kind"], Viewers> = {
  host: { kind: "host", secretName: "SHOP_2_ASSERTION_SECRET", issuer: "https://shop.io", rows: "all" },
  provider: {
    kind: "provider",
    jwks: "https://id.shop.io/jwks",
    issuer: "https://id.shop.io",
    audience: "shop",
    rows: { claim: "org.id" },
  },
  access: { kind: "access", team: "shop", audience: "0123456789abcdef", rows: "all" },
  oidc: {
    kind: "oidc",
    issuer: "https://id.shop.io",
    clientId: "keyhole",
    secretName: "SHOP_2_SIGN_IN_SECRET",
    rows: { claim: "tenant" },
  },
  public: { kind: "public" },
};

// Beside this test, where @keyhole/broker is found.
const folder = mkdtempSync(join(import.meta.dirname, "..", "node_modules", "keyhole-config-"));
after(() => rmSync(folder, { recursive: true }));

async function check(viewers: Viewers, publicUrl: string | null) {
  const file = join(folder, `${viewers.kind}.config.ts`);
  const text = configText({ site: { ...SITE, viewers }, publicUrl });
  writeFileSync(file, publicUrl === null ? withPublicUrl(text, "https://voice.shop.io") : text);
  return checkOwnerConfig(file);
}

describe("configText", () => {
  for (const viewers of Object.values(EVERY)) {
    it(`writes a config that the broker accepts for viewers of the kind ${viewers.kind}`, async () => {
      const { faults, secrets, sites } = await check(viewers, "https://voice.shop.io");
      assert.deepEqual(faults, []);
      const own = "secretName" in viewers ? [viewers.secretName] : [];
      assert.deepEqual(secrets, ["KEYHOLE_SECRET", "ULTRAVOX_API_KEY", ...own]);
      assert.deepEqual(
        sites.map(({ hasAssertion }) => hasAssertion),
        [viewers.kind === "host" || viewers.kind === "provider"],
      );
      assert.deepEqual(
        sites.map(({ signIn }) => signIn),
        [viewers.kind === "access" || viewers.kind === "oidc" ? viewers.kind : null],
      );
    });
  }

  it("leaves the address open until the Worker has one", async () => {
    const { publicUrl, faults } = await check(EVERY.public, null);
    assert.deepEqual([publicUrl, faults], ["https://voice.shop.io", []]);
  });
});
