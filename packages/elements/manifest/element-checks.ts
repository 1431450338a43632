import { catalogueFaults } from "./catalogue-faults.ts";
import { disagreements } from "./disagreements.ts";
import { literalTexts } from "./literal-texts.ts";
import { readCatalogues } from "./read-catalogues.ts";
import { type ReadPackage, readElements } from "./read-elements.ts";
import { unusedKeys } from "./unused-keys.ts";

/** The checks of a package of elements, each a list of complaints that is empty when all is well. */
export interface ElementChecks {
  docBlocks: () => Promise<string[]>;
  literalTexts: () => Promise<string[]>;
  catalogues: () => Promise<string[]>;
}

/** The package is read once for all of them. */
export function elementChecks(root: string): ElementChecks {
  let reading: Promise<ReadPackage> | undefined;
  const read = () => {
    reading ??= readElements(root);
    return reading;
  };
  return {
    docBlocks: async () => disagreements(await read()),
    literalTexts: async () => literalTexts((await read()).sources),
    async catalogues() {
      const { english, translations } = await readCatalogues(root);
      const keys = [...english.values()].flatMap((texts) => Object.keys(texts));
      return [...catalogueFaults(english, translations), ...unusedKeys((await read()).sources, keys)];
    },
  };
}
