import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildWhenNeeded } from "@keyhole/dev/build";
import { installPacked, pack } from "@keyhole/dev/publish";

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

/**
 * A folder of an owner, with the published packages in its `node_modules` as their tarballs have them, and a stand-in
 * for wrangler's remote calls.
 */
export class OwnerFolder {
  readonly root = mkdtempSync(join(tmpdir(), "keyhole-owner-"));
  readonly folder = join(this.root, "voice");
  readonly #account = join(this.root, "account");
  readonly #url: string;

  /** `url` is the address that the stand-in gives the Worker. */
  constructor(url: string) {
    this.#url = url;
    for (const name of ["elements", "elements library", "broker", "create-keyhole"] as const)
      buildWhenNeeded(name);
    for (const path of [this.folder, this.#account, join(this.root, "tarballs")]) mkdirSync(path);
    for (const name of ["broker", "elements", "create-keyhole"])
      installPacked(this.folder, pack(name, join(this.root, "tarballs")).tarball);
    const wrangler = join(this.folder, "node_modules", "wrangler");
    mkdirSync(join(wrangler, "bin"), { recursive: true });
    writeFileSync(join(wrangler, "package.json"), JSON.stringify({ name: "wrangler", type: "module" }));
    copyFileSync(join(import.meta.dirname, "stand-in/wrangler.mjs"), join(wrangler, "bin", "wrangler.js"));
  }

  /** Runs `keyhole` in the folder, without a terminal. */
  async keyhole(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
    const child = spawn(process.execPath, ["node_modules/create-keyhole/dist/keyhole.js", ...args], {
      cwd: this.folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: process.env.PATH,
        HOME: this.root,
        STAND_IN_ACCOUNT: this.#account,
        STAND_IN_URL: this.#url,
        ...env,
      },
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
    const lines = readFileSync(file, "utf8").trimEnd().split("\n");
    return lines.map((line) => JSON.parse(line) as WranglerCall);
  }

  account(): Account {
    return JSON.parse(readFileSync(join(this.#account, "account.json"), "utf8")) as Account;
  }

  /** The owner's own files with their texts. */
  files(): Record<string, string> {
    const names = readdirSync(this.folder).filter((name) => name !== "node_modules" && name !== ".wrangler");
    return Object.fromEntries(names.sort().map((name) => [name, this.read(name)]));
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), "utf8");
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}
