import { existsSync, globSync, readFileSync } from "node:fs";
import { type Block, ROOT } from "../support/pages.ts";

interface Manifest {
  /** From the root, with a slash at its end; empty for the root. */
  folder: string;
  name?: string;
  scripts?: Record<string, string>;
}

/** Programs that every machine has. */
const PROGRAMS = ["openssl"];

/** Commands that cannot run in a checkout: unknown scripts, packages, folders and programs. */
export function shellFaults({ at, text }: Block): string[] {
  const faults: string[] = [];
  let folder = "";
  for (const command of text.split(/\n|\|/).map((part) => part.trim())) {
    if (command === "" || command.startsWith("#")) continue;
    const [program = "", ...words] = command.split(/ +/);
    if (program === "cd") {
      folder = words[0] ?? "";
      if (!existsSync(`${ROOT}${folder}/package.json`)) faults.push(`${at}: there is no folder ${folder}`);
    } else if (command.startsWith("npx -y pnpm@12 ")) faults.push(...pnpmFaults(at, words.slice(2), folder));
    else if (command.startsWith("npx keyhole ")) faults.push(...keyholeFaults(at, words.slice(1)));
    else if (/^npm (?:create|install) /.test(command)) {
      const name = words[0] === "create" ? `create-${words[1]}` : `${words[1]}`;
      if (packageOf(name) === undefined) faults.push(`${at}: there is no package ${name}`);
    } else if (!PROGRAMS.includes(program)) faults.push(`${at}: nothing is known of ${program}`);
  }
  return faults;
}

function pnpmFaults(at: string, words: readonly string[], folder: string): string[] {
  const filter = words[0] === "--filter" ? words[1] : undefined;
  const [first = "", second = ""] = filter === undefined ? words : words.slice(2);
  const manifest = filter === undefined ? read(folder === "" ? "" : `${folder}/`) : packageOf(filter);
  if (manifest === undefined) return [`${at}: there is no package ${filter}`];
  if (first === "exec") {
    const bins = [manifest.folder, ""].map((home) => `${ROOT}${home}node_modules/.bin/${second}`);
    return bins.some((bin) => existsSync(bin)) ? [] : [`${at}: ${manifest.name} does not bring ${second}`];
  }
  const script = first === "run" ? second : first;
  return script in (manifest.scripts ?? {}) ? [] : [`${at}: ${manifest.name} has no script "${script}"`];
}

/** Commands and options of an owner's folder, in the sources that read them. */
function keyholeFaults(at: string, [command = "", ...words]: readonly string[]): string[] {
  const sources = ["keyhole.ts", "setup/options.ts", "explain/explain.ts"].map((name) =>
    readFileSync(`${ROOT}packages/create-keyhole/src/${name}`, "utf8"),
  );
  const unknown = [`"${command}"`, ...words.filter((word) => word.startsWith("--"))].filter(
    (word) => !sources.some((source) => source.includes(word)),
  );
  return unknown.map((word) => `${at}: keyhole does not take ${word}`);
}

function packageOf(name: string): Manifest | undefined {
  return globSync("{apps,packages}/*/", { cwd: ROOT })
    .map((folder) => read(`${folder}/`))
    .find((manifest) => manifest.name === name);
}

function read(folder: string): Manifest {
  return { ...(JSON.parse(readFileSync(`${ROOT}${folder}package.json`, "utf8")) as Manifest), folder };
}
