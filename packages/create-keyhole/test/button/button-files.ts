import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { OWNER_WORKER, ownerPackage, ownerWrangler } from "../../src/folder/owner-files.ts";
import { ULTRAVOX_KEYS } from "../../src/keys/ultravox-key.ts";

/** The folder that Cloudflare copies when somebody presses the button in the README. */
export const BUTTON_FOLDER = new URL("../../../../templates/worker/", import.meta.url);

const CONFIG = `import { defineConfig } from "@keyhole/broker";

// Until there is a site, the Worker answers not_configured. Write your site here, and the Worker's address, then push.
export default defineConfig((_env) => ({
  publicUrls: ["https://keyhole.acme.example"],
  sites: {},
}));
`;

/** Cloudflare asks for what stands here without a value, and shows its description. */
const SECRETS = {
  KEYHOLE_SECRET: "At least 32 random bytes: openssl rand -base64 32",
  ULTRAVOX_API_KEY: `Made at ${ULTRAVOX_KEYS}`,
};

/** The files of an owner's folder without a site, and what Cloudflare's form reads. */
export function buttonFiles(): Record<string, string> {
  const edge = readFileSync(new URL("../../../../apps/edge/wrangler.jsonc", import.meta.url), "utf8");
  const require = createRequire(import.meta.url);
  const { version: keyhole } = require("../../package.json") as { version: string };
  const { version: wrangler } = require("wrangler/package.json") as { version: string };
  const manifest = JSON.parse(ownerPackage("keyhole", { keyhole, wrangler })) as Record<string, object>;
  const bindings = Object.fromEntries(
    Object.entries(SECRETS).map(([name, description]) => [name, { description }]),
  );
  return {
    "wrangler.jsonc": ownerWrangler(edge, { name: "keyhole", ownUrl: null, vars: {} }),
    "worker.ts": OWNER_WORKER,
    "keyhole.config.ts": CONFIG,
    "package.json": `${JSON.stringify(
      {
        ...manifest,
        // What the set-up would ask is in the form.
        scripts: { ...manifest.scripts, deploy: "wrangler deploy" },
        cloudflare: { bindings },
      },
      null,
      2,
    )}\n`,
    ".dev.vars.example": Object.keys(SECRETS)
      .map((name) => `${name}=\n`)
      .join(""),
  };
}
