import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build, type Plugin, transform } from "esbuild";
import { minify } from "terser";
import { brotliBytes, bundleFaults, nodeImportFaults, type ScriptName } from "./bundle-faults.ts";

/**
 * Writes `dist/keyhole.js`, which moves with every release, and the same as `dist/keyhole/<version>/keyhole.js`,
 * which never changes once it is published; beside that the other parts, which are loaded when they are needed.
 * Fails where a file is too large or holds what must not be deployed.
 */
const home = import.meta.dirname;
const dist = join(home, "dist");
const tsconfig = join(home, "tsconfig.json");
const { version } = JSON.parse(readFileSync(join(home, "package.json"), "utf8")) as { version: string };
const folder = `keyhole/${version}`;

/** Shrinks what esbuild leaves as it is: the text of style sheets, and the line breaks of templates. */
const texts: Plugin = {
  name: "texts",
  setup({ onLoad }) {
    onLoad({ filter: /\.styles\.ts$/ }, async ({ path }) => {
      const source = readFileSync(path, "utf8");
      const [, head = "", css = "", tail = ""] = /^(.*= (?:css)?`)([^`]*)(`.*)$/s.exec(source) ?? [];
      const { code } = await transform(css, { loader: "css", minify: true, target: "chrome125" });
      return { contents: css ? head + code.trim().replaceAll("\\", "\\\\") + tail : source, loader: "ts" };
    });
    onLoad({ filter: /(render-[a-z-]+|keyhole-calls?|[a-z]+-view|icons)\.ts$/ }, ({ path }) => {
      const source = readFileSync(path, "utf8");
      const contents = source
        .replace(/(?<=[>}`])\n\s+(?=<)|(?<=[>}])\n\s+(?=\$\{)/g, "")
        .replace(/\n\s+(?=[@?.]?[a-z-]+=["$])/g, " ")
        .replace(/\n\s+(?=\/?>)/g, "");
      return { contents, loader: "ts" };
    });
  },
};

/** esbuild bundles and shrinks; terser, which looks further, takes off another 3%. */
async function bundle(script: ScriptName, entry: string): Promise<Map<string, string>> {
  const { outputFiles } = await build({
    entryPoints: { [script.replace(".js", "")]: join(home, "src", entry) },
    outdir: dist,
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    minify: true,
    legalComments: "linked",
    conditions: ["production"],
    tsconfig,
    define: {
      KEYHOLE_VERSION: JSON.stringify(version),
      KEYHOLE_PARTS: JSON.stringify(`/${folder}/`),
      "process.env.NODE_ENV": '"production"',
    },
    plugins: [texts],
  });
  const files = new Map(outputFiles.map(({ path, text }) => [path.slice(dist.length + 1), text]));
  const { code = "" } = await minify(files.get(script) ?? "", {
    module: true,
    ecma: 2020,
    format: { comments: /For license information/ },
  });
  return files.set(script, code);
}

function write(files: Map<string, string>, to: string): void {
  mkdirSync(join(dist, to), { recursive: true });
  for (const [name, text] of files) writeFileSync(join(dist, to, name), text);
}

const entry = await bundle("keyhole.js", "keyhole.ts");
const later = await bundle("later.js", "later/index.ts");
const call = await bundle("call.js", "call-view/index.ts");
const extras = await bundle("extras.js", "extras/index.ts");
rmSync(dist, { recursive: true, force: true });
write(entry, ".");
write(new Map([...entry, ...later, ...call, ...extras]), folder);

const faults = await nodeImportFaults(join(home, "src", "index.ts"), tsconfig);
for (const script of ["keyhole.js", "later.js", "call.js", "extras.js"] as const) {
  const code = [entry, later, call, extras].map((files) => files.get(script)).find((code) => code) ?? "";
  const sizes = `${Buffer.byteLength(code)} bytes, gzip ${gzipSync(code).length}, brotli 11 ${brotliBytes(code)}`;
  console.log(`${script} ${version}: ${sizes}`);
  faults.push(...bundleFaults(script, code, home));
}
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
