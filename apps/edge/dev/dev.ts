/**
 * `npx -y pnpm@12 --filter @keyhole/edge run dev`: the Worker on this machine, with the owner's config and the
 * settings of `.dev.vars`. With `--simulate` it shows made-up calls and needs no key.
 */
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { DefineConfig, KeyholeConfig } from "@keyhole/broker";
import { buildWhenNeeded } from "@keyhole/dev/build";
import { choosePorts, createSupervisor, runUntilTold, StartError, type Told } from "@keyhole/dev/processes";
import { startWorker } from "@keyhole/dev/worker";
import { DEFAULT_API_KEY, type SimulatedCekura, startSimulator } from "@keyhole/simulator";
import { readVars } from "create-keyhole";
import { readDevOptions } from "./dev-options.ts";
import { checkSettings, makeUpSettings, readDevVars } from "./local-settings.ts";
import { writeLocalWorker } from "./local-worker.ts";

const EDGE = fileURLToPath(new URL("../", import.meta.url));
const CONFIG = `${EDGE}keyhole.config.ts`;
const DEV_VARS = `${EDGE}.dev.vars`;

const closers: (() => unknown)[] = [];
await runUntilTold(async (told) => {
  try {
    await run(told);
  } finally {
    await Promise.all(closers.map((close) => close()));
  }
});

async function run(told: Told): Promise<void> {
  const options = readDevOptions(process.argv.slice(2));
  const { define } = await importConfig();
  const set = { ...readVars(`${EDGE}wrangler.jsonc`), ...readDevVars(DEV_VARS) };
  const [port = 0] = await choosePorts([{ name: "Worker", port: options.port, setting: "--port" }]);

  const { settings: simulated = {}, cekura } = options.simulate ? await simulate(set) : {};
  const madeUp = options.simulate ? makeUpSettings(define, { ...set, ...simulated }) : {};
  if (!options.simulate) checkSettings(define, set);
  buildWhenNeeded("elements", () => console.log("Building elements …"));

  const supervisor = await createSupervisor();
  closers.push(() => supervisor.stop());
  const urls = [`http://127.0.0.1:${port}`, `http://localhost:${port}`];
  const worker = writeLocalWorker(supervisor.temporaryFolder(), {
    config: CONFIG,
    publicUrls: urls,
    origins: options.origins,
    ...(cekura && { cekuraProjects: cekura.projects }),
  });
  await startWorker(supervisor, {
    config: `${EDGE}wrangler.jsonc`,
    port,
    env: { ...simulated, ...madeUp },
    envFiles: existsSync(DEV_VARS) ? [DEV_VARS] : [],
    options: [worker, "--local-upstream", `127.0.0.1:${port}`],
    onOutput: (text) => process.stdout.write(text),
    signal: told.signal,
  });
  const { sites } = define({ ...set, ...simulated, ...madeUp });
  console.log(greeting(urls[0] ?? "", sites, Object.keys(madeUp)));
  const failure = await told.orFailed(supervisor.failed);
  if (failure) throw failure;
}

async function importConfig(): Promise<{ define: DefineConfig }> {
  try {
    const { default: define } = (await import(pathToFileURL(CONFIG).href)) as { default: DefineConfig };
    return { define };
  } catch (error) {
    throw new StartError(`${CONFIG}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Starts a simulator of Ultravox and Cekura. Returns the settings that point to it. */
async function simulate(
  set: Readonly<Record<string, string>>,
): Promise<{ settings: Record<string, string>; cekura: SimulatedCekura }> {
  const simulator = await startSimulator({ port: 0, apiKey: DEFAULT_API_KEY });
  closers.push(() => simulator.close());
  const { cekura } = simulator;
  const settings = {
    KEYHOLE_SECRET: set.KEYHOLE_SECRET ?? randomBytes(32).toString("base64url"),
    ULTRAVOX_API_KEY: simulator.apiKey,
    ULTRAVOX_BASE_URL: simulator.baseUrl,
    CEKURA_API_KEY: cekura.apiKeys.organization,
    CEKURA_BASE_URL: cekura.baseUrl,
  };
  return { settings, cekura };
}

function greeting(url: string, sites: KeyholeConfig["sites"], madeUp: readonly string[]): string {
  const tags = Object.entries(sites).map(([id, { visitors, members }]) => {
    // Where anybody may look, the page needs no server.
    const needsServer = visitors === undefined && members?.verify.kind === "jwt";
    const assertion = needsServer ? ' assertion-src="/keyhole-assertion"' : "";
    return `  <keyhole-calls site="${id}"${assertion}></keyhole-calls>\n`;
  });
  const secrets =
    madeUp.length === 0 ? "" : `\n  Made up, as .dev.vars does not set it: ${madeUp.join(", ")}\n`;
  return `
  The Worker is at ${url}. In a page whose origin the site lists, or that --origin names:

  <script type="module" src="${url}/keyhole.js"></script>
${tags.join("")}${secrets}
  Ctrl-C ends everything.
`;
}
