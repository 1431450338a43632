import { spawn } from "node:child_process";
import { createReadStream, existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, dirname, join } from "node:path";
import { manifestIn } from "./tarball.ts";

const STORE = join(import.meta.dirname, "../../../../node_modules/.pnpm");

export interface RegistryOptions {
  /** Paths of packed packages. */
  tarballs: readonly string[];
  /** Folders of unpacked packages. */
  folders?: readonly string[];
}

/** A registry of npm on this machine. */
export interface Registry {
  url: string;
  close(): void;
}

/** A version of a package: its manifest, and where its files are. */
interface Published {
  manifest: { name: string; version: string };
  place: { tarball: string } | { folder: string };
}

/**
 * Serves packages to npm as a registry does, without a network: those that are given, and for every other name the
 * versions that the workspace has installed.
 */
export async function serveRegistry({ tarballs, folders = [] }: RegistryOptions): Promise<Registry> {
  const own = [
    ...tarballs.map((tarball): Published => ({ manifest: manifestIn(tarball), place: { tarball } })),
    ...folders.map(inFolder),
  ];
  const versionsOf = (name: string) => {
    const given = own.filter(({ manifest }) => manifest.name === name);
    return given.length > 0 ? given : installed(name);
  };
  let url = "";
  const server = createServer((request, response) => {
    const [name = "", version] = decodeURIComponent(request.url ?? "")
      .slice(1)
      .split("/-/");
    const versions = versionsOf(name);
    const wanted = versions.find(({ manifest }) => manifest.version === version);
    if (wanted) sendFiles(wanted, response);
    else if (versions.length > 0 && version === undefined) sendVersions(name, versions, url, response);
    else response.writeHead(404).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function installed(name: string): Published[] {
  if (!/^(?:@[\w.-]+\/)?[\w.-]+$/.test(name)) return [];
  const folders = readdirSync(STORE)
    .filter((entry) => entry.startsWith(`${name.replace("/", "+")}@`))
    .map((entry) => join(STORE, entry, "node_modules", name))
    .filter((folder) => existsSync(join(folder, "package.json")));
  return [...new Map(folders.map(inFolder).map((each) => [each.manifest.version, each])).values()];
}

function inFolder(folder: string): Published {
  return { manifest: JSON.parse(readFileSync(join(folder, "package.json"), "utf8")), place: { folder } };
}

function sendVersions(
  name: string,
  versions: readonly Published[],
  url: string,
  response: ServerResponse,
): void {
  const entries = versions.map(({ manifest }) => {
    const tarball = `${url}/${encodeURIComponent(name)}/-/${manifest.version}`;
    return [manifest.version, { ...manifest, dist: { tarball } }] as const;
  });
  response.setHeader("Content-Type", "application/json");
  response.end(
    JSON.stringify({
      name,
      "dist-tags": { latest: entries.at(-1)?.[0] },
      versions: Object.fromEntries(entries),
    }),
  );
}

function sendFiles({ place }: Published, response: ServerResponse): void {
  if ("tarball" in place) {
    createReadStream(place.tarball).pipe(response);
    return;
  }
  // The store links files of equal content, and npm unpacks no links.
  const options = process.platform === "linux" ? ["--hard-dereference"] : [];
  const tar = spawn(
    "tar",
    [...options, "--exclude=node_modules", "-cf", "-", "-C", dirname(place.folder), basename(place.folder)],
    { stdio: ["ignore", "pipe", "ignore"] },
  );
  tar.stdout.pipe(response);
}
