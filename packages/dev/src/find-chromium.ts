import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** What a launcher (Playwright's `launchOptions`) needs to start a Chromium. */
export interface FoundChromium {
  executablePath: string;
  /** Never one that weakens web security: CORS is what the tests are about. */
  args: string[];
  /** To be added to the environment of the browser. */
  env?: Record<string, string>;
}

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, "../../..");

/**
 * A Chromium for tests and pictures: `CHROME_PATH`; else on Linux x64 the one of the npm package
 * `@sparticuz/chromium`, unpacked once under `node_modules/.cache`: the same version everywhere, and a build without
 * windows, which takes two thirds of the CPU time of an installed one; else an installed Chrome, Chromium or Edge.
 * Throws an `Error` that says what to install.
 */
export async function findChromium(): Promise<FoundChromium> {
  const { CHROME_PATH } = process.env;
  if (CHROME_PATH) {
    if (existsSync(CHROME_PATH)) return installed(CHROME_PATH);
    throw new Error(`CHROME_PATH names ${CHROME_PATH}, and there is no such file.`);
  }
  if (process.platform === "linux" && process.arch === "x64") return packaged();
  for (const path of usualPlaces()) {
    if (existsSync(path) && (await starts(path))) return installed(path);
  }
  throw new Error(
    "The tests need a Chromium. Install Google Chrome, or set CHROME_PATH to the executable of a Chrome, Chromium or Edge.",
  );
}

function installed(executablePath: string): FoundChromium {
  // Chromium's sandbox refuses to run as root, as containers often do.
  return { executablePath, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] };
}

function usualPlaces(): string[] {
  if (process.platform === "darwin") {
    const apps = ["Google Chrome", "Chromium", "Microsoft Edge"];
    return ["/Applications", join(homedir(), "Applications")].flatMap((folder) =>
      apps.map((app) => join(folder, `${app}.app`, "Contents", "MacOS", app)),
    );
  }
  if (process.platform === "win32") {
    const { ProgramFiles, LOCALAPPDATA } = process.env;
    const roots = [ProgramFiles, process.env["ProgramFiles(x86)"], LOCALAPPDATA];
    return roots
      .filter((root) => root !== undefined)
      .flatMap((root) => [
        join(root, "Google", "Chrome", "Application", "chrome.exe"),
        join(root, "Microsoft", "Edge", "Application", "msedge.exe"),
      ]);
  }
  const names = ["google-chrome-stable", "google-chrome", "chromium", "chromium-browser", "microsoft-edge"];
  const folders = (process.env.PATH ?? "").split(delimiter).concat("/usr/bin", "/snap/bin");
  return ["/opt/google/chrome/chrome"].concat(
    names.flatMap((name) => folders.map((folder) => join(folder, name))),
  );
}

/** On Ubuntu `chromium-browser` may be a script that only asks to install a snap. */
async function starts(path: string): Promise<boolean> {
  if (process.platform !== "linux") return true;
  return run(path, ["--version"], { timeout: 10_000 }).then(
    () => true,
    () => false,
  );
}

async function packaged(): Promise<FoundChromium> {
  const folder = await unpack();
  const executablePath = join(folder, "chromium");
  const env: Record<string, string> = { FONTCONFIG_FILE: join(folder, "fonts.conf") };
  // The package brings libnss3, libexpat1 and what hangs on them, for machines that have none.
  const { stdout } = await run("ldd", [executablePath]).catch(() => ({ stdout: "not found" }));
  if (stdout.includes("not found")) {
    const { LD_LIBRARY_PATH } = process.env;
    const libraries = join(folder, "al2023", "lib");
    env.LD_LIBRARY_PATH = LD_LIBRARY_PATH ? `${libraries}:${LD_LIBRARY_PATH}` : libraries;
  }
  return { executablePath, args: ["--no-sandbox"], env };
}

/** Unpacks beside the final place and moves it there, so that nobody ever starts half a browser. */
async function unpack(): Promise<string> {
  const home = dirname(dirname(fileURLToPath(import.meta.resolve("@sparticuz/chromium"))));
  const { version } = JSON.parse(readFileSync(join(home, "package.json"), "utf8")) as { version: string };
  const cache = join(ROOT, "node_modules", ".cache");
  const folder = join(cache, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const fresh = mkdtempSync(`${folder}-`);
  try {
    await inflateAll(join(home, "bin"), fresh);
    writeFileSync(join(fresh, "fonts.conf"), fontsConfig(join(folder, "fonts")));
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    // Another process was faster.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

async function inflateAll(from: string, to: string): Promise<void> {
  const { inflate } = await import("@sparticuz/chromium");
  const { TMPDIR } = process.env;
  // The package knows no other place than the temporary folder, and asks for it while it is called.
  process.env.TMPDIR = to;
  const work = readdirSync(from).map((file) => inflate(join(from, file)));
  if (TMPDIR === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = TMPDIR;
  await Promise.all(work);
}

/** The machine's fonts where it has any, and those of the package. */
function fontsConfig(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${folder}</dir>
</fontconfig>
`;
}
