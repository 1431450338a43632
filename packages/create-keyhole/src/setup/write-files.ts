import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readVars } from "../config/read-vars.ts";
import { configText, type SiteChoice } from "../folder/config-text.ts";
import { OWNER_WORKER, ownerPackage, ownerWrangler, withNewBindings } from "../folder/owner-files.ts";
import { askUltravoxKey } from "./ask-secret.ts";
import { askSite } from "./ask-site.ts";
import type { SetupContext } from "./setup-context.ts";

/** Asks what the config needs, and writes the files that the folder lacks. Files that exist stay as they are. */
export async function writeFiles(context: SetupContext): Promise<void> {
  const { folder, options, edge, versions, terminal } = context;
  const wranglerFile = join(folder, "wrangler.jsonc");
  const vars: Record<string, string> = {
    ...(existsSync(wranglerFile) ? readVars(wranglerFile) : {}),
    ...(options.ultravoxUrl && { ULTRAVOX_BASE_URL: options.ultravoxUrl }),
    ...(options.cekuraUrl && { CEKURA_BASE_URL: options.cekuraUrl }),
    ...(options.jurisdiction && { KEYHOLE_JURISDICTION: options.jurisdiction }),
  };
  const asked = existsSync(join(folder, "keyhole.config.ts")) ? null : await askConfig(context, vars);
  if (asked?.plan) vars.ULTRAVOX_PLAN = asked.plan;
  const config = asked && configText({ site: asked.site, publicUrl: options.url });
  const missing = Object.entries({
    "wrangler.jsonc": ownerWrangler(edge, { name: options.name, ownUrl: options.url, vars }),
    "worker.ts": OWNER_WORKER,
    "package.json": ownerPackage(options.name, versions),
    ...(config && { "keyhole.config.ts": config }),
  }).filter(([name]) => !existsSync(join(folder, name)));
  if (!options.dryRun) {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of missing) writeFileSync(join(folder, name), text);
  }
  const names = missing.map(([name]) => name);
  const place = options.folder === "." ? "this folder" : options.folder;
  const verb = options.dryRun ? "Would write" : "Wrote";
  if (names.length > 0) terminal.tell(`${verb} ${names.join(", ")} in ${place}`);
  if (options.dryRun && config) terminal.tell(config);
  if (!names.includes("wrangler.jsonc")) addBindings(context, wranglerFile);
}

/** Adds what a version needs that is newer than the file. */
function addBindings({ edge, options, terminal }: SetupContext, file: string): void {
  const own = readFileSync(file, "utf8");
  const grown = withNewBindings(own, edge);
  if (grown === own) return;
  if (!options.dryRun) writeFileSync(file, grown);
  terminal.tell(`${options.dryRun ? "Would add" : "Added"} the bindings of this version to wrangler.jsonc`);
}

async function askConfig(
  context: SetupContext,
  vars: Readonly<Record<string, string>>,
): Promise<{ site: SiteChoice; plan: string | null }> {
  const key = await askUltravoxKey(context, vars);
  return { site: await askSite(context, key), plan: key.plan };
}
