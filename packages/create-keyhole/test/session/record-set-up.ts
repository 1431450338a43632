import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBroker, createMemoryState } from "@keyhole/broker";
import { startSimulator } from "@keyhole/simulator";
import { loadConfig } from "../../src/config/load-config.ts";
import { readSetupOptions } from "../../src/setup/options.ts";
import { type RunProgram, runProgram } from "../../src/setup/run-program.ts";
import { setUp } from "../../src/setup/setup.ts";
import { KEYS, TerminalSession } from "./terminal-session.ts";

const PACKAGES = join(import.meta.dirname, "../../..");
const WORKER_URL = "https://voice.shop-account.workers.dev";
const ULTRAVOX_URL = "https://api.ultravox.ai/api";

/** The secret that the owner's server has too. */
export const ASSERTION_SECRET = "an-assertion-secret-of-the-tests-0123456789";

/** A set-up that a person has gone through. */
export interface Recording {
  /** The command, and what the screen shows at the end. */
  text: string;
  /** Everything that was written to the terminal. */
  written: string;
  /** The owner's files, by name. */
  files: Record<string, string>;
  /** Secrets that were typed, or made, and must not be on the screen. */
  secrets: readonly string[];
}

/**
 * Goes through the guided set-up as a person does at a terminal, from an empty folder and an empty account. The
 * simulator answers for Ultravox, a stand-in for wrangler's remote calls, and the broker, with what the account was
 * given, for the Worker.
 */
export async function recordSetUp(): Promise<Recording> {
  const root = mkdtempSync(join(tmpdir(), "keyhole-session-"));
  const folder = join(root, "voice");
  const simulator = await startSimulator({ port: 0, callCount: 20 });
  const session = new TerminalSession();
  // In CI, prompts leave each frame of what moves on the screen.
  const { CI } = process.env;
  delete process.env.CI;
  try {
    const done = setUp(readSetupOptions(["voice", "--name", "voice"], "voice"), {
      terminal: session.terminal,
      cwd: root,
      env: { PATH: process.env.PATH, STAND_IN_ACCOUNT: root, STAND_IN_URL: WORKER_URL },
      run: runOnTerminal(session),
      fetch: fetchFor(folder, simulator.baseUrl),
      sleep: async () => {},
      now: Date.now,
      edge: readFileSync(join(PACKAGES, "../apps/edge/wrangler.jsonc"), "utf8"),
      versions: { keyhole: "0.1.0", wrangler: "4.0.0" },
    });
    await Promise.race([done, answerQuestions(session, simulator.apiKey)]);
    await done;
    const names = ["keyhole.config.ts", "package.json", "worker.ts", "wrangler.jsonc"];
    return {
      text: `$ npm create keyhole voice\n\n${await session.read()}`,
      written: session.written,
      files: Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")])),
      secrets: [simulator.apiKey, ...Object.values(secretsOf(root))],
    };
  } finally {
    if (CI !== undefined) process.env.CI = CI;
    await simulator.close();
    rmSync(root, { recursive: true });
  }
}

async function answerQuestions(session: TerminalSession, apiKey: string): Promise<void> {
  const { enter, down, space } = KEYS;
  await session.when("◆  ULTRAVOX_API_KEY?", apiKey, enter);
  await session.when("◆  Which page shows the calls?", "https://shop.test/calls", enter);
  await session.when("◆  Which agents' calls?", ...Array(5).fill(down), space, enter);
  await session.when("◆  How does the site know its viewers?", enter);
  await session.when("◆  Which calls may somebody who is signed in see?", enter);
  await session.when("◆  Under which name", enter);
  await session.when("◆  Does Cekura evaluate these calls?", enter);
  await session.when("◆  What may they see beside the list?", enter);
  await session.when("◆  SHOP_ASSERTION_SECRET?", ASSERTION_SECRET, enter);
}

/** Runs wrangler's stand-in. What a program prints for a person goes to the session's terminal. */
function runOnTerminal(session: TerminalSession): RunProgram {
  return async (command, args, options) => {
    if (args[0] === "install") {
      installSources(options.folder);
      return { status: 0, stdout: "", output: "" };
    }
    const ran = await runProgram(command, args, { ...options, show: false });
    if (options.show) session.write(ran.output);
    return ran;
  };
}

/** In place of an installation from a registry: the packages as they are in the workspace. */
function installSources(folder: string): void {
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, "@keyhole"), { recursive: true });
  for (const name of ["broker", "elements"])
    symlinkSync(join(PACKAGES, name), join(modules, "@keyhole", name));
  mkdirSync(join(modules, "wrangler/bin"), { recursive: true });
  writeFileSync(join(modules, "wrangler/package.json"), JSON.stringify({ name: "wrangler", type: "module" }));
  copyFileSync(
    join(import.meta.dirname, "../stand-in/wrangler.mjs"),
    join(modules, "wrangler/bin/wrangler.js"),
  );
}

/** The simulator under Ultravox's address, and the broker under the Worker's. */
function fetchFor(folder: string, simulatorUrl: string): typeof fetch {
  let worker: ReturnType<typeof createBroker> | undefined;
  return async (input, init) => {
    const request = new Request(input, init);
    if (request.url.startsWith(ULTRAVOX_URL))
      return fetch(new Request(request.url.replace(ULTRAVOX_URL, simulatorUrl), request));
    if (!request.url.startsWith(WORKER_URL)) throw new Error(`${request.url} is asked`);
    worker ??= createBroker(await loadConfig(join(folder, "keyhole.config.ts")), {
      env: { ...secretsOf(join(folder, "..")), ULTRAVOX_BASE_URL: simulatorUrl },
      state: createMemoryState(),
      log: () => {},
    });
    return worker.fetch(request);
  };
}

/** Secrets of the account that wrangler's stand-in keeps. */
function secretsOf(root: string): Record<string, string> {
  const file = join(root, "account.json");
  if (!existsSync(file)) return {};
  return (JSON.parse(readFileSync(file, "utf8")) as { secrets: Record<string, string> }).secrets;
}
