import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { checkOwnerConfig, type OwnerConfig, type OwnerSite } from "../config/check-owner-config.ts";
import { readVars } from "../config/read-vars.ts";
import { setting } from "../folder/owner-files.ts";
import { SetupError } from "../terminal/setup-error.ts";
import { askCekuraKey, askSharedSecret, askUltravoxKey } from "./ask-secret.ts";
import { deployWorker, makeReachable } from "./deploy-worker.ts";
import { install, isInstalled } from "./install.ts";
import { lookAtWorker } from "./look-at-worker.ts";
import type { SetupOptions } from "./options.ts";
import type { SetupContext, SetupDeps } from "./setup-context.ts";
import { type WorkerState, Wrangler } from "./wrangler.ts";
import { writeFiles } from "./write-files.ts";

/**
 * Sets up a Worker in a folder, and can be run again at any time: it asks for what is missing, and leaves what is there.
 * In an account without the Worker, the Worker comes first, because secrets need one; it answers `not_configured`
 * until it has them.
 */
export async function setUp(options: SetupOptions, deps: SetupDeps): Promise<void> {
  const folder = resolve(deps.cwd, options.folder);
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
  await deployWorker(context, wrangler, { config, state, changed });
  const publicUrl = config.publicUrl ?? "";
  await lookAtWorker(context, publicUrl, config.sites);
  terminal.show(snippet(publicUrl, config.sites));
}

function tellRest({ terminal }: SetupContext): void {
  terminal.tell(
    "Would then install what is missing, deploy the Worker, set the secrets that it lacks, and ask for its health. Nothing was changed.",
  );
}

/** Checks the config as the Worker does when it starts. */
async function checkConfigFile({ folder, terminal }: SetupContext): Promise<OwnerConfig> {
  const vars = readVars(join(folder, "wrangler.jsonc"));
  // An upstream on this machine means development, as it does for the broker.
  const mayBeLocal = /^http:/.test(vars.ULTRAVOX_BASE_URL ?? "");
  const config = await checkOwnerConfig(join(folder, "keyhole.config.ts"), { vars, mayBeLocal });
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

/** What is left to do once: what a person sets up where people sign in. */
const SIGN_IN: Readonly<Record<"access" | "oidc", (publicUrl: string) => string>> = {
  access: (publicUrl) => `Protect ${publicUrl}/v1/sign-in with your Access application, and that path alone.`,
  oidc: (publicUrl) => `Register the redirect URI ${publicUrl}/v1/sign-in/callback at your provider.`,
};

/** What a page needs, to be copied, and what its sites need elsewhere. */
export function snippet(publicUrl: string, sites: readonly OwnerSite[]): string {
  const tags = sites.map(({ id, hasAssertion }) => {
    const assertion = hasAssertion ? ' assertion-src="/keyhole-assertion"' : "";
    return `<keyhole-calls site="${id}"${assertion}></keyhole-calls>`;
  });
  const kinds = new Set(sites.flatMap(({ signIn }) => signIn ?? []));
  const notes = [
    ...(sites.some(({ hasAssertion }) => hasAssertion)
      ? ["/keyhole-assertion is a route of your own server that says who is signed in."]
      : []),
    ...[...kinds].map((kind) => SIGN_IN[kind](publicUrl)),
  ];
  return `In the page:

<script type="module" src="${publicUrl}/keyhole.js"></script>
${tags.join("\n")}${notes.map((note) => `\n\n${note}`).join("")}`;
}
