import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { OwnerConfig } from "../config/check-owner-config.ts";
import { createQueues } from "../deploy/create-queues.ts";
import { liveReleases } from "../deploy/live-releases.ts";
import { lostReleases, parseReleaseList } from "../deploy/release-list.ts";
import { withPublicUrl } from "../folder/config-text.ts";
import { setting } from "../folder/owner-files.ts";
import { SetupError } from "../terminal/setup-error.ts";
import type { SetupContext } from "./setup-context.ts";
import type { WorkerState, Wrangler } from "./wrangler.ts";

/** Deploys the Worker where the account has none, or where its address is not known yet, and notes the address. */
export async function makeReachable(
  context: SetupContext,
  wrangler: Wrangler,
  state: WorkerState,
): Promise<void> {
  const { folder, terminal } = context;
  const file = join(folder, "keyhole.config.ts");
  const text = readFileSync(file, "utf8");
  const isUnaddressed = withPublicUrl(text, "") !== text;
  if (state.exists && !isUnaddressed) return;
  await makeQueues(folder, wrangler);
  const address = await deployShown(context, wrangler, null, "The Worker is there, without its secrets yet");
  if (!isUnaddressed) return;
  if (address === null)
    throw new SetupError(
      `The Worker has no address on workers.dev. Write its address into publicUrls of ${file}.`,
    );
  writeFileSync(file, withPublicUrl(text, address));
  terminal.tell(`Wrote the Worker's address into keyhole.config.ts: ${address}`);
}

/** Deploys, unless the Worker is what the folder holds. No page loses a release that it may have loaded. */
export async function deployWorker(
  context: SetupContext,
  wrangler: Wrangler,
  { config, state, changed }: { config: OwnerConfig; state: WorkerState; changed: boolean },
): Promise<void> {
  const { folder, terminal } = context;
  const tag = deploymentTag(folder);
  if (!changed && state.tag === tag) {
    terminal.tell("The Worker is up to date");
    return;
  }
  if (state.exists) {
    await keepReleases(folder, config.publicUrl ?? "");
    await makeQueues(folder, wrangler);
  }
  await deployShown(context, wrangler, tag, "Deployed the Worker");
}

async function makeQueues(folder: string, wrangler: Wrangler): Promise<void> {
  const faults = await createQueues(join(folder, "wrangler.jsonc"), (args) => wrangler.run(args));
  if (faults.length > 0) throw new SetupError(faults.join("\n"));
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

/** How Cloudflare refuses a limit of CPU time to an account on the Workers Free plan. */
const NO_LIMITS = /\b100328\b/;

/** Deploys. In front of a person, wrangler may ask, so nothing moves beside what it prints. */
async function deployShown(
  { folder, terminal }: SetupContext,
  wrangler: Wrangler,
  tag: string | null,
  done: string,
): Promise<string | null> {
  if (!terminal.isInteractive) terminal.tell("Deploying …");
  let deployed = await wrangler.deploy(tag);
  if (!deployed.ok && NO_LIMITS.test(deployed.output) && dropLimits(folder)) {
    terminal.tell("Removed limits from wrangler.jsonc: the Workers Free plan has its own");
    deployed = await wrangler.deploy(tag);
  }
  if (!deployed.ok)
    throw new SetupError(`wrangler could not deploy the Worker.\n\n${deployed.output}`.trim());
  terminal.tell(done);
  return deployed.address;
}

/** True if the owner's wrangler.jsonc had limits. */
function dropLimits(folder: string): boolean {
  const file = join(folder, "wrangler.jsonc");
  const text = readFileSync(file, "utf8");
  const without = setting(text, ["limits"], undefined);
  writeFileSync(file, without);
  return without !== text;
}

/** Where the versions stand that are installed. */
const INSTALLED = ["@keyhole/broker", "@keyhole/elements"].map((name) => `node_modules/${name}/package.json`);

/** A tag for the Worker's version. The same files and versions have the same one, so nothing is deployed twice. */
function deploymentTag(folder: string): string {
  const hash = createHash("sha256");
  for (const file of [...filesIn(folder), ...INSTALLED]) {
    const path = join(folder, file);
    if (existsSync(path)) hash.update(`${file}\0`).update(readFileSync(path)).update("\0");
  }
  return `keyhole-${hash.digest("hex").slice(0, 12)}`;
}

/** The owner's own files, in order. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== "node_modules" && !name.startsWith("."))
    .flatMap((entry) => {
      if (!entry.isDirectory()) return [entry.name];
      return readdirSync(join(folder, entry.name), { recursive: true, withFileTypes: true })
        .filter((each) => each.isFile())
        .map((each) => join(each.parentPath, each.name).slice(folder.length + 1));
    })
    .sort();
}
