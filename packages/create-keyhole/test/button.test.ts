import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { parse } from "jsonc-parser";
import { BUTTON_FOLDER, buttonFiles } from "./button/button-files.ts";

const README = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");

describe("the folder behind the button of the README", () => {
  it("holds what an owner's folder holds", () => {
    const names = readdirSync(BUTTON_FOLDER);
    const files = Object.fromEntries(
      names.map((name) => [name, readFileSync(new URL(name, BUTTON_FOLDER), "utf8")]),
    );
    assert.deepEqual(files, buttonFiles(), "pnpm run record writes it anew.");
  });

  it("needs nothing from outside itself", () => {
    const { "package.json": manifest = "", "wrangler.jsonc": wrangler = "" } = buttonFiles();
    assert.doesNotMatch(manifest, /workspace:|catalog:|file:|\.\.\//);
    const { main, assets } = parse(wrangler) as { main: string; assets: { directory: string } };
    assert.deepEqual([main, assets.directory], ["worker.ts", "node_modules/@keyhole/elements/dist"]);
  });

  it("asks for secrets without giving one away", () => {
    const { ".dev.vars.example": secrets = "", "package.json": manifest = "" } = buttonFiles();
    assert.match(secrets, /^(?:[A-Z_]+=\n)+$/);
    const { cloudflare } = JSON.parse(manifest) as { cloudflare: { bindings: Record<string, object> } };
    assert.deepEqual(Object.keys(cloudflare.bindings), secrets.match(/^[A-Z_]+/gm));
  });

  it("is where the button leads", () => {
    const [, folder] =
      /https:\/\/deploy\.workers\.cloudflare\.com\/\?url=https:\/\/github\.com\/[\w-]+\/[\w-]+\/tree\/main\/([\w/]+)\)/.exec(
        README,
      ) ?? [];
    assert.ok(BUTTON_FOLDER.pathname.endsWith(`/${folder}/`), folder);
  });
});
