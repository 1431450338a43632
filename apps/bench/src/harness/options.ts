import { parseArgs } from "node:util";

export interface Options {
  /** Names of groups; all where none is given. */
  groups: string[];
  quick: boolean;
  jsonFile: string | null;
  htmlFile: string | null;
  help: boolean;
}

/** Reads the command line. Throws an `Error` that names what is wrong and what exists. */
export function parseOptions(args: readonly string[], known: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      quick: { type: "boolean", default: false },
      json: { type: "string" },
      html: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const unknown = positionals.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new Error(`There is no group "${unknown}". The groups are ${known.join(", ")}.`);
  }
  return {
    groups: positionals.length > 0 ? known.filter((name) => positionals.includes(name)) : [...known],
    quick: values.quick,
    jsonFile: values.json ?? null,
    htmlFile: values.html ?? null,
    help: values.help,
  };
}
