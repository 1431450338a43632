import { basename, join } from "node:path";
import { loadModule } from "./element-module.ts";
import { sourcePaths } from "./sources.ts";

type Texts = Readonly<Record<string, string>>;

/** The catalogues of a package as its modules have them. */
export interface Catalogues {
  /** By the name of the file: each part brings its own. */
  english: Map<string, Texts>;
  /** By language. */
  translations: Map<string, Texts>;
}

/** Reads `src/i18n/en….ts`, and beside them the files of each language that export `texts`: `de.ts`, `de-admin.ts`, `de-doctor.ts`, `de-more.ts`, `de-talk.ts`. */
export async function readCatalogues(root: string): Promise<Catalogues> {
  const catalogues: Catalogues = { english: new Map(), translations: new Map() };
  for (const path of sourcePaths(root).filter((one) => one.startsWith("src/i18n/"))) {
    const name = basename(path, ".ts");
    if (/^en(?:-\w+)*$/.test(name))
      catalogues.english.set(name, textsOf(path, await loadModule(join(root, path))));
    else if (/^[a-z]{2}(?:-admin|-doctor|-more|-talk)?$/.test(name)) {
      const [language = ""] = name.split("-");
      const texts = textsOf(path, await loadModule(join(root, path)));
      catalogues.translations.set(language, { ...catalogues.translations.get(language), ...texts });
    }
  }
  return catalogues;
}

/** The one export of a catalogue that holds texts. */
function textsOf(path: string, module: Record<string, unknown>): Texts {
  const found = Object.values(module).filter(isTexts);
  if (found.length !== 1 || !found[0]) throw new Error(`${path} must export one object of texts`);
  return found[0];
}

function isTexts(value: unknown): value is Texts {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).every((text) => typeof text === "string")
  );
}
