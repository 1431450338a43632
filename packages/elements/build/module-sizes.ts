import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Rendered bytes by module, for each script: before it is minified and compressed. */
export type ModuleSizes = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** The sizes that growth is measured against. `node build.ts --keep-sizes` writes them anew. */
const KEPT = join(import.meta.dirname, "module-sizes.json");

export function readKeptSizes(): ModuleSizes {
  return JSON.parse(readFileSync(KEPT, "utf8")) as ModuleSizes;
}

export function keepSizes(sizes: ModuleSizes): void {
  writeFileSync(KEPT, `${JSON.stringify(sizes, null, 2)}\n`);
}

/** Modules that more than one script has: their bytes are loaded twice, and their state exists twice. */
export function repeatedModules(sizes: ModuleSizes): string[] {
  const scripts = new Map<string, string[]>();
  for (const [script, modules] of Object.entries(sizes)) {
    for (const module of Object.keys(modules)) scripts.set(module, [...(scripts.get(module) ?? []), script]);
  }
  return [...scripts]
    .filter(([, where]) => where.length > 1)
    .map(([module, where]) => `${module}: is in ${where.join(" and in ")}`);
}

/** The modules of a script that grew or came, those that grew most first: `+120 src/list/url-controller.ts`. */
export function grownModules(script: string, now: ModuleSizes, kept: ModuleSizes): string[] {
  return growthOf(script, now, kept).map(({ module, more, from }) =>
    from ? `+${more} ${module} (was in ${from})` : `+${more} ${module}`,
  );
}

/** A line for each script that grew: by how much, and which modules grew most. */
export function grownScripts(now: ModuleSizes, kept: ModuleSizes): string[] {
  return Object.keys(now).flatMap((script) => {
    const more = bytesOf(now[script]) - bytesOf(kept[script]);
    if (more <= 0) return [];
    const modules = grownModules(script, now, kept);
    const shown = modules.slice(0, MODULES_SHOWN).join(", ");
    const rest = modules.length - MODULES_SHOWN;
    const names = rest > 0 ? `${shown} and ${rest} more` : shown;
    return [`${script} grew by ${more} bytes, before it is minified, since the kept sizes: ${names}`];
  });
}

const MODULES_SHOWN = 5;

function growthOf(script: string, now: ModuleSizes, kept: ModuleSizes) {
  return Object.entries(now[script] ?? {})
    .map(([module, bytes]) => {
      const before = kept[script]?.[module];
      const from = Object.keys(kept).find((other) => kept[other]?.[module] !== undefined);
      return { module, more: bytes - (before ?? 0), from: before === undefined ? from : undefined };
    })
    .filter(({ more }) => more > 0)
    .sort((one, other) => other.more - one.more);
}

function bytesOf(modules: ModuleSizes[string] = {}): number {
  return Object.values(modules).reduce((sum, bytes) => sum + bytes, 0);
}
