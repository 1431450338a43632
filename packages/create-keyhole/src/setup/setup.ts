import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { checkOwnerConfig, type OwnerConfig } from "../config/check-owner-config.ts";
import { readVars } from "../config/read-vars.ts";
import { createQueues } from "../deploy/create-queues.ts";
import { liveReleases } from "../deploy/live-releases.ts";
import { lostReleases, parseReleaseList } from "../deploy/release-list.ts";
import { configText, type SiteChoice, withPublicUrl } from "../folder/config-text.ts";
import {
  OWNER_WORKER,
  ownerPackage,
  ownerWrangler,
  setting,
  withNewBindings,
} from "../folder/owner-files.ts";
import { writeMissing } from "../folder/write-folder.ts";
import { SetupError } from "../terminal/setup-error.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { askCekuraKey, askSharedSecret, askUltravoxKey } from "./ask-secret.ts";
import { askSite } from "./ask-site.ts";
import { deploymentTag } from "./deployment-tag.ts";
import { install, isInstalled } from "./install.ts";
import { lookAtWorker } from "./look-at-worker.ts";
import type { SetupOptions } from "./options.ts";
import type { SetupContext, SetupDeps } from "./setup-context.ts";
import { snippet } from "./snippet.ts";
import { type WorkerState, Wrangler } from "./wrangler.ts";

const CONFIG = "keyhole.config.ts";

/**
 * Sets up a Worker in a folder, and can be run again at any time: it asks for what is missing, and leaves what is there.
 * In an account without the Worker, the Worker comes first, because secrets need one; it answers `not_configured`
 * until it has them.
 */
export async function setUp(options: SetupOptions, deps: SetupDeps): Promise<void> {
  const folder = resolve(options.folder);
  const context: SetupContext = { ...deps, options, folder, secrets: new Map() };
  await writeFiles(context);
  if (options.dryRun) return tellRest(context);
  if (!isInstalled(folder)) await install(context);

  const { env, run, terminal } = context;
  const wrangler = new Wrangler({ folder, env, run, isInteractive: terminal.isInteractive });
  await wrangler.signIn();
  const state = await wrangler.readState();
  await makeReachable(context, wrangler, state);
  const config = await checkConfigFile(context);
  const changed = await setSecrets(context, wrangler, config, state);
  await deploy(context, wrangler, { config, state, changed });
  const publicUrl = config.publicUrl ?? "";
  await lookAtWorker(context, publicUrl, config.sites);
  terminal.tell(snippet(publicUrl, config.sites));
}

/** Asks what the config needs, and writes the files that are missing. */
async function writeFiles(context: SetupContext): Promise<void> {
  const { folder, options, edge, versions, terminal } = context;
  const wranglerFile = join(folder, "wrangler.jsonc");
  const vars: Record<string, string> = {
    ...(existsSync(wranglerFile) ? readVars(wranglerFile) : {}),
    ...(options.ultravoxUrl && { ULTRAVOX_BASE_URL: options.ultravoxUrl }),
    ...(options.cekuraUrl && { CEKURA_BASE_URL: options.cekuraUrl }),
  };
  const asked = existsSync(join(folder, CONFIG)) ? null : await askConfig(context, vars);
  if (asked?.plan) vars.ULTRAVOX_PLAN = asked.plan;
  const files = {
    "wrangler.jsonc": ownerWrangler(edge, { name: options.name, ownUrl: options.url, vars }),
    "worker.ts": OWNER_WORKER,
    "package.json": ownerPackage(options.name, versions),
    ...(asked && { [CONFIG]: configText({ site: asked.site, publicUrl: options.url }) }),
  };
  const written = writeMissing(folder, files, options.dryRun);
  const verb = options.dryRun ? "Would write" : "Wrote";
  if (written.length > 0) terminal.tell(`${verb} ${written.join(", ")} in ${folder}`);
  if (options.dryRun && asked) terminal.tell(files[CONFIG] ?? "");
  if (!written.includes("wrangler.jsonc")) addBindings(context, wranglerFile);
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

function tellRest({ terminal }: SetupContext): void {
  terminal.tell(
    "Would then install what is missing, deploy the Worker, set the secrets that it lacks, and ask for its health. Nothing was changed.",
  );
}

/** Deploys the Worker where the account has none, or where its address is not known yet, and notes the address. */
async function makeReachable(context: SetupContext, wrangler: Wrangler, state: WorkerState): Promise<void> {
  const { folder, terminal } = context;
  const file = join(folder, CONFIG);
  const text = readFileSync(file, "utf8");
  const isUnaddressed = withPublicUrl(text, "") !== text;
  if (state.exists && !isUnaddressed) return;
  await makeQueues(folder, wrangler);
  const address = await deployShown(terminal, wrangler, null, "The Worker is there, without its secrets yet");
  if (!isUnaddressed) return;
  if (address === null)
    throw new SetupError(
      `The Worker has no address on workers.dev. Write its address into publicUrls of ${file}.`,
    );
  writeFileSync(file, withPublicUrl(text, address));
  terminal.tell(`Wrote the Worker's address into ${CONFIG}: ${address}`);
}

async function makeQueues(folder: string, wrangler: Wrangler): Promise<void> {
  const faults = await createQueues(join(folder, "wrangler.jsonc"), (args) => wrangler.run(args));
  if (faults.length > 0) throw new SetupError(faults.join("\n"));
}

/** Checks the config as the Worker does when it starts. */
async function checkConfigFile({ folder, terminal }: SetupContext): Promise<OwnerConfig> {
  const vars = readVars(join(folder, "wrangler.jsonc"));
  // An upstream on this machine means development, as it does for the broker.
  const mayBeLocal = /^http:/.test(vars.ULTRAVOX_BASE_URL ?? "");
  const config = await checkOwnerConfig(join(folder, CONFIG), { vars, mayBeLocal });
  for (const warning of config.warnings) terminal.warn(warning);
  if (config.faults.length > 0) throw new SetupError(config.faults.join("\n"));
  return config;
}

/** Sets the secrets that the Worker lacks. Returns whether there were any. */
async function setSecrets(
  context: SetupContext,
  wrangler: Wrangler,
  { secrets }: OwnerConfig,
  state: WorkerState,
): Promise<boolean> {
  const missing = secrets.filter((name) => !state.secrets.includes(name));
  // All are asked for before the first is set.
  for (const name of missing) context.secrets.set(name, await secretFor(context, name));
  for (const name of missing) {
    const value = context.secrets.get(name) ?? "";
    await context.terminal.while(`Setting ${name}`, `Set ${name} in the Worker`, () =>
      wrangler.putSecret(name, value),
    );
  }
  return missing.length > 0;
}

async function secretFor(context: SetupContext, name: string): Promise<string> {
  const vars = readVars(join(context.folder, "wrangler.jsonc"));
  if (name === "KEYHOLE_SECRET") return randomBytes(32).toString("base64url");
  if (!context.secrets.has(name)) {
    if (name === "ULTRAVOX_API_KEY") await notePlan(context, await askUltravoxKey(context, vars));
    else if (name === "CEKURA_API_KEY") await askCekuraKey(context, vars);
    else context.secrets.set(name, await askSharedSecret(context, name));
  }
  return context.secrets.get(name) ?? "";
}

/** The plan's limits hold for calls that pages start. A plan that the owner wrote stays. */
async function notePlan({ folder }: SetupContext, { plan }: { plan: string | null }): Promise<void> {
  const file = join(folder, "wrangler.jsonc");
  if (plan === null || readVars(file).ULTRAVOX_PLAN !== undefined) return;
  writeFileSync(file, setting(readFileSync(file, "utf8"), ["vars", "ULTRAVOX_PLAN"], plan));
}

/** Deploys, unless the Worker is what the folder holds. No page loses a release that it may have loaded. */
async function deploy(
  { folder, terminal }: SetupContext,
  wrangler: Wrangler,
  { config, state, changed }: { config: OwnerConfig; state: WorkerState; changed: boolean },
): Promise<void> {
  const tag = deploymentTag(folder);
  if (!changed && state.tag === tag) {
    terminal.tell("The Worker is up to date");
    return;
  }
  if (state.exists) {
    await keepReleases(folder, config.publicUrl ?? "");
    await makeQueues(folder, wrangler);
  }
  await deployShown(terminal, wrangler, tag, "Deployed the Worker");
}

/** A deployment replaces all static files. Throws where a page would lose a release that it may have loaded. */
async function keepReleases(folder: string, publicUrl: string): Promise<void> {
  const manifest = join(folder, "node_modules", "@keyhole", "elements", "dist", "keyhole", "manifest.json");
  const built = parseReleaseList(readFileSync(manifest, "utf8"));
  const place = () => "install a version of @keyhole/elements that holds it";
  const lost = await liveReleases(publicUrl, { isFirst: true }).then(
    (live) => lostReleases(live, built, place),
    (error: unknown) => [error instanceof Error ? error.message : String(error)],
  );
  if (lost.length > 0) throw new SetupError(lost.join("\n"));
}

/** Deploys. In front of a person, wrangler may ask, so nothing moves beside what it prints. */
async function deployShown(
  terminal: Terminal,
  wrangler: Wrangler,
  tag: string | null,
  done: string,
): Promise<string | null> {
  if (!terminal.isInteractive) return terminal.while("Deploying", done, () => wrangler.deploy(tag));
  const address = await wrangler.deploy(tag);
  terminal.tell(done);
  return address;
}
