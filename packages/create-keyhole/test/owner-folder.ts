import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  copyFileSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { buildWhenNeeded } from "@keyhole/dev/build";
import { pack, type Registry, serveRegistry } from "@keyhole/dev/publish";

/** What wrangler's stand-in was called with. */
export interface WranglerCall {
  args: readonly string[];
  /** Standard input of `secret put`. */
  input: string | null;
  /** Names and values of its environment. */
  env: readonly string[];
}

/** The account that wrangler's stand-in keeps. */
export interface Account {
  secrets: Record<string, string>;
  versions: { tag?: string }[];
}

/** How a command ended. */
export interface Ended {
  status: number | null;
  output: string;
}

/** Later than the one that the build names, so that an owner's package.json accepts it. */
const WRANGLER_VERSION = "4.999.0";

/**
 * An owner's empty folder, and npm with a registry that has the packed packages and a stand-in for wrangler's remote
 * calls. What npm installs comes from their tarballs.
 */
export class OwnerFolder {
  readonly root = mkdtempSync(join(tmpdir(), "keyhole-owner-"));
  readonly folder = join(this.root, "voice");
  readonly #account = join(this.root, "account");
  readonly #cache = join(this.root, "npm");
  readonly #url: string;
  readonly #registry: Registry;
  readonly #tarballs: string;

  /** `url` is the address that the stand-in gives the Worker. */
  static async open(url: string): Promise<OwnerFolder> {
    for (const name of ["elements", "elements library", "broker", "create-keyhole"] as const)
      buildWhenNeeded(name);
    const tarballs = mkdtempSync(join(tmpdir(), "keyhole-tarballs-"));
    const wrangler = join(tarballs, "wrangler");
    mkdirSync(join(wrangler, "bin"), { recursive: true });
    const manifest = { name: "wrangler", version: WRANGLER_VERSION, type: "module" };
    writeFileSync(join(wrangler, "package.json"), JSON.stringify(manifest));
    copyFileSync(join(import.meta.dirname, "stand-in/wrangler.mjs"), join(wrangler, "bin", "wrangler.js"));
    const registry = await serveRegistry({
      tarballs: ["broker", "elements", "create-keyhole"].map((name) => pack(name, tarballs).tarball),
      folders: [wrangler],
    });
    return new OwnerFolder(url, tarballs, registry);
  }

  constructor(url: string, tarballs: string, registry: Registry) {
    this.#url = url;
    this.#tarballs = tarballs;
    this.#registry = registry;
    mkdirSync(this.#account);
  }

  /** Runs `npm create keyhole voice`, without a terminal. */
  create(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
    return this.#run("npm", ["create", "keyhole", "voice", "--", ...args], this.root, env);
  }

  /** Runs the command that `npm create` has fetched, as it does. */
  createAgain(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
    const [command = ""] = globSync(`${this.#cache}/_npx/*/node_modules/.bin/create-keyhole`);
    return this.#run(process.execPath, [command, "voice", ...args], this.root, env);
  }

  /** Runs what `npx keyhole` does in the folder. */
  keyhole(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
    return this.#run(process.execPath, ["node_modules/.bin/keyhole", ...args], this.folder, env);
  }

  /** What every command gets: nothing of the machine's own npm. */
  environment(): Record<string, string> {
    return {
      PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
      HOME: this.root,
      STAND_IN_ACCOUNT: this.#account,
      STAND_IN_URL: this.#url,
      npm_config_registry: this.#registry.url,
      npm_config_cache: this.#cache,
      npm_config_audit: "false",
      npm_config_update_notifier: "false",
    };
  }

  async #run(
    command: string,
    args: readonly string[],
    cwd: string,
    env: Readonly<Record<string, string>>,
  ): Promise<Ended> {
    const child = spawn(command, args, {
      cwd,
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
      env: { ...this.environment(), ...env },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    const [status] = (await once(child, "close")) as [number | null];
    return { status, output };
  }

  calls(): WranglerCall[] {
    const file = join(this.#account, "calls.ndjson");
    if (!existsSync(file)) return [];
    // The last line may be half written; behind a whole one nothing is left.
    const lines = readFileSync(file, "utf8").split("\n").slice(0, -1);
    return lines.map((line) => JSON.parse(line) as WranglerCall);
  }

  account(): Account {
    return JSON.parse(readFileSync(join(this.#account, "account.json"), "utf8")) as Account;
  }

  /** The owner's own files with their texts, without what npm and wrangler write. */
  files(): Record<string, string> {
    if (!existsSync(this.folder)) return {};
    const others = ["node_modules", ".wrangler", "package-lock.json"];
    const names = readdirSync(this.folder).filter((name) => !others.includes(name));
    return Object.fromEntries(names.sort().map((name) => [name, this.read(name)]));
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), "utf8");
  }

  remove(): void {
    this.#registry.close();
    for (const folder of [this.root, this.#tarballs]) rmSync(folder, { recursive: true });
  }
}
