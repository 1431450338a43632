import { globSync, watch } from "node:fs";
import { join, relative } from "node:path";
import { type BuildOptions, context, build as esbuild, type Metafile, type OutputFile } from "esbuild";

/** Test files, and the other modules whose address tests use. */
const ENTRIES = ["{src,test}/**/*.test.ts", "test/*policy-page.ts", "src/i18n/??.ts"];

/** The part of a file watcher that tells the test runner what to run again. */
interface FileWatcher {
  emit: (event: "change", file: string) => unknown;
}

/**
 * A plugin of the test runner that bundles all test files of a package at once, with shared chunks and source maps. A
 * test page then loads some dozens of files instead of hundreds. Modules stay single, and what is imported
 * lazily still is. An entry's bundle has the address of its source. `pages` are entries as well.
 *
 * While the runner watches, a change bundles again and runs the test files that depend on it.
 */
export function bundleTests(packageDir: string, rootDir: string, pages: readonly string[]) {
  const options = {
    absWorkingDir: packageDir,
    bundle: true,
    format: "esm",
    target: "esnext",
    write: false,
    outdir: packageDir,
    outbase: packageDir,
    outExtension: { ".js": ".ts" },
    chunkNames: ".chunks/[name]-[hash]",
    // The server's own modules.
    external: ["/__web-*"],
    logLevel: "silent",
  } satisfies BuildOptions;
  const bundler = context({
    ...options,
    entryPoints: [...new Set([...pages, ...globSync(ENTRIES, { cwd: packageDir })])],
    splitting: true,
    metafile: true,
    sourcemap: "linked",
  });
  const build = async () => {
    const { outputFiles, metafile } = await (await bundler).rebuild();
    const pathOf = (file: OutputFile) => `/${relative(rootDir, file.path)}`;
    return { files: new Map(outputFiles.map((file) => [pathOf(file), file.text])), metafile };
  };
  /** One file without chunks, while another one cannot be bundled. Throws what is wrong with this one. */
  const buildAlone = async (path: string) => {
    const entryPoints = [join(rootDir, path)];
    const { outputFiles } = await esbuild({ ...options, entryPoints, sourcemap: "inline" });
    return { files: new Map([[path, outputFiles[0]?.text]]) };
  };
  let built = build();
  built.catch(() => {});
  let stopWatching = () => {};

  /** Bundles again, and reports the test files that a changed file belongs to. */
  async function rebuild(file: string, fileWatcher: FileWatcher): Promise<void> {
    // One after another: esbuild answers a request during a build with that build, which may lack the change.
    built = built.then(build, build);
    const outputs = (await built.catch(() => null))?.metafile.outputs ?? {};
    for (const entry of entriesWith(outputs, file)) fileWatcher.emit("change", join(packageDir, entry));
  }

  return {
    name: "bundle-tests",
    serverStart({
      config,
      fileWatcher,
    }: {
      config: { disableFileWatcher?: boolean };
      fileWatcher: FileWatcher;
    }) {
      if (config.disableFileWatcher) return;
      const watchers = ["src", "test"].map((folder) =>
        watch(join(packageDir, folder), { recursive: true }, (_event, name) => {
          if (name) void rebuild(join(folder, name), fileWatcher);
        }),
      );
      stopWatching = () => {
        for (const watcher of watchers) watcher.close();
      };
    },
    async serverStop() {
      stopWatching();
      await (await bundler).dispose();
    },
    async serve({ path }: { path: string }) {
      if (!path.endsWith(".ts") && !path.endsWith(".ts.map")) return undefined;
      const { files } = await built.catch(() => buildAlone(path));
      const body = files.get(path);
      return body === undefined ? undefined : { body, type: path.endsWith(".map") ? "json" : "js" };
    },
  };
}

/** The entries that hold a source file, or load a chunk that does. */
function entriesWith(outputs: Metafile["outputs"], file: string): string[] {
  const holds = (path: string, seen: Set<string>): boolean => {
    const output = outputs[path];
    if (!output || seen.has(path)) return false;
    seen.add(path);
    return file in output.inputs || output.imports.some((one) => holds(one.path, seen));
  };
  return Object.entries(outputs).flatMap(([path, { entryPoint }]) =>
    entryPoint && holds(path, new Set()) ? [entryPoint] : [],
  );
}
