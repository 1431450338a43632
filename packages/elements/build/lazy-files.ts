import { type Plugin, parseAst } from "vite";
import { type Places, placeModules } from "./place-modules.ts";
import { ENTRY, SHARED } from "./release-table.ts";

/**
 * Makes Rolldown's chunks loadable beside an entry that moves.
 *
 * The sources use plain imports, and Rolldown puts each module into one chunk. A lazy chunk would import what
 * the entry has from `./keyhole.js`. But pages load the entry as `/keyhole.js`, or with a query, and another
 * address is another instance of lit, the session and the styles. A browser also remembers a failed import of
 * an address for as long as the page lives, so a retry needs another address.
 *
 * Therefore a lazy file imports nothing. It exports a function from what other files have to what it has:
 *
 *     import { a as html } from "./keyhole.js";           export default ({ a: html }, { b: View }) => {
 *     import { b as View } from "./shared.js";       ->     class List extends View {}
 *     class List extends View {}                            return { List: List };
 *     export { List };                                    };
 *
 * In the entry, `import("./list.js")` becomes `loadFile("list")`. That imports the file and those that it needs
 * side by side, from the folder of the version, and calls the function with the entry's own bindings. So every
 * copy of the entry has lazy files of its own, whatever else runs on the page.
 */
export function lazyFiles(entry: string, folder: string): Plugin {
  let places: Places | undefined;
  return {
    name: "lazy-files",
    // Lets the entry export what lazy files take from it.
    options: (options) => ({ ...options, preserveEntrySignatures: "allow-extension" }),
    outputOptions: (options) => ({
      ...options,
      codeSplitting: {
        includeDependenciesRecursively: false,
        groups: [
          {
            debugName: "the entry, and what lazy files share",
            name: (id, context) => {
              places ??= placeModules(entry, (module) => context.getModuleInfo(module));
              if (places.entry.has(id)) return nameOf(ENTRY);
              return places.shared.has(id) ? nameOf(SHARED) : null;
            },
          },
        ],
      },
    }),
    renderChunk: {
      order: "pre",
      handler(code, chunk, _options, { chunks }) {
        const all = Object.values(chunks);
        if (all.length === 1) return null;
        const file = readChunk(code);
        if (!chunk.isEntry) return { code: asFunction(file), map: null };
        if (file.imports.size > 0) throw new Error(`lazy-files: the entry imports ${chunk.imports}`);
        const lazy = all.filter(({ isEntry }) => !isEntry);
        const needs = lazy.map(
          ({ fileName, imports }) =>
            [nameOf(fileName), imports.filter((name) => name !== chunk.fileName).map(nameOf)] as const,
        );
        return { code: `${loader(folder, needs, file.exported)}\n${file.body}`, map: null };
      },
    },
  };
}

interface Chunk {
  /** From where it imports, as a pattern of names. */
  imports: Map<string, string>;
  /** Its statements, without imports and exports. */
  body: string;
  /** What it exports, as an object's properties. */
  exported: string;
}

function readChunk(code: string): Chunk {
  const imports = new Map<string, string>();
  let body = "";
  let exported = "";
  for (const statement of parseAst(code).body) {
    if (statement.type === "ImportDeclaration") {
      const names = statement.specifiers.map((specifier) => {
        if (specifier.type !== "ImportSpecifier")
          throw new Error(`lazy-files: ${code.slice(statement.start, statement.end)}`);
        return `${code.slice(specifier.imported.start, specifier.imported.end)}: ${specifier.local.name}`;
      });
      imports.set(nameOf(statement.source.value), `{ ${names.join(", ")} }`);
    } else if (statement.type === "ExportNamedDeclaration" && !statement.declaration) {
      for (const { local, exported: name } of statement.specifiers)
        exported += `${code.slice(name.start, name.end)}: ${code.slice(local.start, local.end)}, `;
    } else {
      body += `${code.slice(statement.start, statement.end)}\n`;
    }
  }
  return { imports, body: body.replace(/\bimport\("\.\/([\w-]+)\.js"\)/g, 'loadFile("$1")'), exported };
}

/** The entry comes first, then what the loader finds in its table of needs, in that order. */
function asFunction({ imports, body, exported }: Chunk): string {
  const { keyhole = "{}", ...others } = Object.fromEntries(imports);
  const entry = keyhole.replace("{", "{ loadFile,");
  return `export default (${[entry, ...Object.values(others)].join(", ")}) => {\n${body}\nreturn { ${exported} };\n};`;
}

function loader(
  folder: string,
  needs: readonly (readonly [string, readonly string[]])[],
  exported: string,
): string {
  const table = Object.fromEntries(needs.filter(([, names]) => names.length > 0));
  return `
const loading = { __proto__: null };
const failures = { __proto__: null };
const needs = { __proto__: null, ...${JSON.stringify(table)} };
function loadFile(name) {
  return (loading[name] ??= Promise.all([
    import(\`${folder}\${name}.js\${failures[name] ? \`?\${failures[name]}\` : ""}\`),
    ...(needs[name] ?? []).map(loadFile),
  ])
    .then(([file, ...others]) => file.default({ loadFile, ${exported} }, ...others))
    .catch((error) => {
      failures[name] = (failures[name] ?? 0) + 1;
      loading[name] = undefined;
      throw error;
    }));
}`;
}

function nameOf(fileName: string): string {
  return fileName.replace(/^\.\//, "").replace(/\.js$/, "");
}
