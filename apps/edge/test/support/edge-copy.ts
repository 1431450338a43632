import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const EDGE = fileURLToPath(new URL("../../", import.meta.url));
const COPIED = ["check", "deploy", "dev", "src", "package.json", "wrangler.jsonc", "keyhole.config.ts"];

/** A copy of this folder, with a config of its own and the dependencies of the original. */
export interface EdgeCopy {
  folder: string;
  /** Writes the config, from the properties of the object that it returns. */
  writeConfig(properties: string): void;
  /** Writes the whole file. */
  writeFile(name: string, text: string): void;
  remove(): void;
}

export function copyEdge(): EdgeCopy {
  const root = mkdtempSync(join(tmpdir(), "keyhole-edge-"));
  const folder = join(root, "apps", "edge");
  for (const name of COPIED) cpSync(join(EDGE, name), join(folder, name), { recursive: true });
  symlinkSync(join(EDGE, "node_modules"), join(folder, "node_modules"));
  symlinkSync(join(EDGE, "..", "..", "packages"), join(root, "packages"));
  const writeFile = (name: string, text: string) => writeFileSync(join(folder, name), text);
  return {
    folder,
    writeFile,
    writeConfig: (properties) =>
      writeFile(
        "keyhole.config.ts",
        `import { defineConfig, jwt } from "@keyhole/broker";\nexport default defineConfig((env) => ({ ${properties} }));\nvoid jwt;\n`,
      ),
    remove: () => rmSync(root, { recursive: true }),
  };
}
