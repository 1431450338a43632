import { dirname } from "node:path";
import type { DefineConfig } from "@keyhole/broker";
import { build } from "esbuild";

/** Imports an owner's config, with what it imports itself, in any Node. Throws with the place of a syntax error. */
export async function loadConfig(file: string): Promise<DefineConfig> {
  const { outputFiles } = await build({
    entryPoints: [file],
    absWorkingDir: dirname(file),
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    logLevel: "silent",
  });
  const [{ text } = { text: "" }] = outputFiles;
  const { default: define } = (await import(
    `data:text/javascript;base64,${Buffer.from(text).toString("base64")}`
  )) as { default: DefineConfig };
  return define;
}
