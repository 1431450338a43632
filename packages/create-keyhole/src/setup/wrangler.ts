import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { deployEnvironment } from "../deploy/deploy-environment.ts";
import { SetupError } from "../terminal/setup-error.ts";
import type { Ran, RunProgram } from "./run-program.ts";

/** The account's Worker, as wrangler sees it. */
export interface WorkerState {
  exists: boolean;
  /** Names of its secrets. */
  secrets: readonly string[];
  /** What its latest version was tagged with; null without a tag. */
  tag: string | null;
}

export interface WranglerOptions {
  folder: string;
  env: NodeJS.ProcessEnv;
  run: RunProgram;
  /** Lets wrangler ask. */
  isInteractive: boolean;
}

/** How Cloudflare answers about a Worker that does not exist. */
const NO_WORKER = /\b10007\b|does not exist|Worker .* not found/i;

/** Runs the wrangler of an owner's folder. Secrets go through its standard input, never through arguments. */
export class Wrangler {
  readonly #options: WranglerOptions;

  constructor(options: WranglerOptions) {
    this.#options = options;
  }

  run(args: readonly string[], { input, show = false, env: more = {} }: RunOptions = {}): Promise<Ran> {
    const { folder, run, env: own } = this.#options;
    const manifest = createRequire(join(folder, "package.json")).resolve("wrangler/package.json");
    // Without a person, wrangler asks nothing.
    const env = { ...deployEnvironment(own), ...more, ...(show ? {} : { CI: "1" }) };
    return run(process.execPath, [join(dirname(manifest), "bin", "wrangler.js"), ...args], {
      folder,
      env,
      ...(input !== undefined && { input }),
      show,
    });
  }

  /** Makes sure that an account is known. */
  async signIn(): Promise<void> {
    if ((await this.run(["whoami", "--json"])).status === 0) return;
    if (!this.#options.isInteractive) {
      throw new SetupError(
        "wrangler knows no Cloudflare account. Set CLOUDFLARE_API_TOKEN, or run npx wrangler login.",
      );
    }
    const { status } = await this.run(["login"], { show: true });
    if (status !== 0)
      throw new SetupError("wrangler could not sign in to Cloudflare. Try npx wrangler login.");
  }

  async readState(): Promise<WorkerState> {
    const listed = await this.run(["secret", "list", "--format", "json"]);
    if (listed.status !== 0) {
      if (NO_WORKER.test(listed.output)) return { exists: false, secrets: [], tag: null };
      throw new SetupError(`wrangler could not read the Worker's secrets.\n\n${listed.output}`);
    }
    const secrets = listIn<{ name: string }>(listed.stdout).map(({ name }) => name);
    const versions = await this.run(["versions", "list", "--json"]);
    const latest = listIn<Version>(versions.status === 0 ? versions.stdout : "")
      .sort((one, other) => createdOn(one).localeCompare(createdOn(other)))
      .at(-1);
    return { exists: true, secrets, tag: latest?.annotations?.["workers/tag"] ?? null };
  }

  /** Sets a secret, to the byte: a line end would be part of it. */
  async putSecret(name: string, value: string): Promise<void> {
    const { status, output } = await this.run(["secret", "put", name], { input: value });
    if (status === 0) return;
    throw new SetupError(
      `wrangler could not set the secret ${name}.\n\n${output.replaceAll(value, "(the secret)")}`,
    );
  }

  /** Deploys. */
  async deploy(tag: string | null): Promise<Deployed> {
    const temporary = mkdtempSync(join(tmpdir(), "keyhole-wrangler-"));
    const file = join(temporary, "output.ndjson");
    const args = ["deploy", ...(tag === null ? [] : ["--tag", tag])];
    const env = { WRANGLER_OUTPUT_FILE_PATH: file };
    // An account without a subdomain of workers.dev is asked for one.
    const show = this.#options.isInteractive;
    try {
      const shown = await this.run(args, { show, env });
      // What a person has seen cannot be read: a second try tells the reason.
      const ran = shown.status !== 0 && show ? await this.run(args, { env }) : shown;
      if (ran.status !== 0) return { ok: false, output: ran.output };
      return { ok: true, address: addressIn(readFileSync(file, "utf8")) };
    } finally {
      rmSync(temporary, { recursive: true });
    }
  }
}

/** A deployment with the address on workers.dev, null where the Worker has none; or what wrangler said. */
export type Deployed = { ok: true; address: string | null } | { ok: false; output: string };

interface RunOptions {
  input?: string;
  show?: boolean;
  /** Beside the environment of the set-up. */
  env?: Readonly<Record<string, string>>;
}

interface Version {
  metadata?: { created_on?: string };
  annotations?: Readonly<Record<string, string>>;
}

function createdOn({ metadata }: Version): string {
  return metadata?.created_on ?? "";
}

/** The list in what wrangler printed, which may begin with other lines. */
function listIn<Item>(stdout: string): Item[] {
  const text = /^\[[\s\S]*^\]|^\[.*\]$/m.exec(stdout)?.[0] ?? "[]";
  return JSON.parse(text) as Item[];
}

/** The first `https` or loopback address among the targets of a deployment. */
function addressIn(entries: string): string | null {
  const targets = entries
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as { type: string; targets?: readonly string[] })
    .flatMap(({ type, targets = [] }) => (type === "deploy" ? targets : []));
  const address = targets.find((target) => /^https?:\/\/[^\s]+$/.test(target));
  return address?.replace(/\/$/, "") ?? null;
}
