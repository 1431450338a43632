import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import type { Display } from "./driven-browser.ts";

const PROGRAMS = { Xvfb: "xvfb", openbox: "openbox", pulseaudio: "pulseaudio", xdotool: "xdotool" };

/** Debian packages that a display needs and that are missing here. */
export function missingPrograms(): string[] {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return Object.entries(PROGRAMS)
    .filter(([program]) => !folders.some((folder) => existsSync(join(folder, program))))
    .map(([, name]) => name);
}

/** Starts a screen in memory with a window manager, without which no page has the focus, and a sound device that plays into nothing. */
export async function openDisplay(): Promise<Display> {
  const home = mkdtempSync(join(tmpdir(), "keyhole-display-"));
  const xvfb = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const [number] = await once(xvfb.stdio[3] as NodeJS.ReadableStream, "data");
  const base = { ...process.env, DISPLAY: `:${String(number).trim()}`, HOME: home, XDG_RUNTIME_DIR: home };
  const silentEnv = { ...base, PULSE_SERVER: "unix:/nonexistent" };
  const env = { ...base, PULSE_SERVER: `unix:${home}/sound` };
  const windows = spawn("openbox", [], { env: base, stdio: "ignore" });
  const sound = spawn(
    "pulseaudio",
    [
      ...["-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--disable-shm=yes"],
      ...[
        "-L",
        "module-null-sink",
        "-L",
        `module-native-protocol-unix auth-anonymous=1 socket=${home}/sound`,
      ],
    ],
    { env: base, stdio: "ignore" },
  );
  const clickMouse = async (x: number, y: number, ...click: string[]) => {
    const place = [String(Math.round(x)), String(Math.round(y))];
    await promisify(execFile)("xdotool", ["mousemove", ...place, "click", ...click], { env: base });
  };
  const children = [sound, windows, xvfb];
  await Promise.all(children.map((child) => child.pid ?? once(child, "spawn")));
  return {
    env,
    silentEnv,
    clickBelowPage: () => clickMouse(700, 900, "1"),
    // Button 5 is a wheel that turns downwards.
    turnWheel: (x, y) => clickMouse(x, y, "--repeat", "10", "5"),
    async stop() {
      for (const child of children) {
        const ended = child.exitCode === null && child.signalCode === null ? once(child, "exit") : undefined;
        child.kill();
        await ended;
      }
      rmSync(home, { recursive: true, force: true });
    },
  };
}
