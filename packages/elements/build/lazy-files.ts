import { type ESTree, type Plugin, parseAst } from "vite";
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
 *     import { a as html } from "./keyhole.js";           export default ({ 1: html }, { b: View }) => {
 *     import { b as View } from "./shared.js";       ->     class List extends View {}
 *     class List extends View {}                            return { List: List };
 *     export { List };                                    };
 *
 * `import("./list.js")` becomes `loadFile("list", "shared")`. That imports the file and those that it needs side by
 * side, from the folder of the version below the entry's broker, and calls the function with the entry's own bindings.
 * So every copy of the entry has lazy files of its own, whatever else runs on the page.
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
        const needsOf = (name: string) =>
          (chunks[`${name}.js`]?.imports ?? [])
            .map(nameOf)
            .filter((needed) => needed !== nameOf(ENTRY) && needed !== RUNTIME)
            .sort();
        const file = readChunk(code, needsOf);
        const entryNames = all.find(({ isEntry }) => isEntry)?.exports ?? [];
        if (!chunk.isEntry) return { code: asFunction(file, entryNames), map: null };
        if (file.imports.size > 0) throw new Error(`lazy-files: the entry imports ${chunk.imports}`);
        const bindings = entryNames.map((name) => file.exports.get(name)).join(", ");
        return { code: `${loader(folder, bindings)}\n${file.body}`, map: null };
      },
    },
    generateBundle(_options, files) {
      delete files[`${RUNTIME}.js`];
    },
  };
}

/** Rolldown's chunk for what makes the namespaces of two files and more. Lazy files have no namespaces. */
const RUNTIME = "rolldown-runtime";

type Statement = ReturnType<typeof parseAst>["body"][number];

interface Chunk {
  /** What it imports, by file: the names there and here. */
  imports: Map<string, [exported: string, local: string][]>;
  /** Its statements, without imports and exports. */
  body: string;
  /** Its own names by those that it exports. */
  exports: Map<string, string>;
}

/** A lazy import, with the namespace that is taken from a file that other files take more from. */
const LAZY_IMPORT = /\bimport\("\.\/([\w-]+)\.js"\)(?:\.then\(\((\w+)\) => \2\.\w+\))?/g;

/** Whether a statement makes the namespace of a module. What a lazy file returns has all that is in it. */
function isNamespace(statement: Statement): statement is ESTree.VariableDeclaration {
  if (statement.type !== "VariableDeclaration") return false;
  return statement.declarations.every(
    ({ init }) =>
      init?.type === "CallExpression" &&
      init.callee.type === "Identifier" &&
      init.callee.name === "__exportAll",
  );
}

function readChunk(code: string, needsOf: (name: string) => string[]): Chunk {
  const imports: Chunk["imports"] = new Map();
  const exports: Chunk["exports"] = new Map();
  const namespaces: string[] = [];
  let body = "";
  const text = ({ start, end }: { start: number; end: number }) => code.slice(start, end);
  for (const statement of parseAst(code).body) {
    if (statement.type === "ImportDeclaration") {
      const names = statement.specifiers.map((specifier): [string, string] => {
        if (specifier.type !== "ImportSpecifier") throw new Error(`lazy-files: ${text(statement)}`);
        return [text(specifier.imported), specifier.local.name];
      });
      if (nameOf(statement.source.value) !== RUNTIME) imports.set(nameOf(statement.source.value), names);
    } else if (statement.type === "ExportNamedDeclaration" && !statement.declaration) {
      for (const { local, exported } of statement.specifiers) exports.set(text(exported), text(local));
    } else if (isNamespace(statement)) {
      namespaces.push(...statement.declarations.map(({ id }) => text(id)));
    } else {
      body += `${text(statement)}\n`;
    }
  }
  for (const [name, local] of exports) if (namespaces.includes(local)) exports.delete(name);
  body = body.replace(LAZY_IMPORT, (_, name: string) => {
    const names = [name, ...needsOf(name)].map((each) => JSON.stringify(each));
    return `loadFile(${names.join(", ")})`;
  });
  return { imports, body, exports };
}

/**
 * The entry comes first, then the files that it needs, by name. The entry's bindings are an
 * array, whose places take fewer bytes there than names.
 */
function asFunction({ imports, body, exports }: Chunk, entryNames: readonly string[]): string {
  const { [nameOf(ENTRY)]: entry = [], ...others } = Object.fromEntries(imports);
  const places = entry.map(([name, local]): [string, string] => {
    const place = entryNames.indexOf(name) + 1;
    if (place === 0) throw new Error(`lazy-files: the entry does not export ${name}`);
    return [`${place}`, local];
  });
  const needed = Object.keys(others)
    .sort()
    .map((name) => others[name] ?? []);
  const parameters = [[["0", "loadFile"], ...places], ...needed].map(asProperties);
  return `export default (${parameters.join(", ")}) => {\n${body}\nreturn ${asProperties([...exports])};\n};`;
}

function asProperties(pairs: readonly (readonly string[])[]): string {
  return `{ ${pairs.map(([key, value]) => `${key}: ${value}`).join(", ")} }`;
}

/** The files that a file needs have no needs of their own, or are loaded: they import it. */
function loader(folder: string, bindings: string): string {
  return `
const loading = { __proto__: null };
let failures = 0;
// The entry lies beside the folder of all versions, or in that of its own.
const folder = new URL(".", import.meta.url).href.replace("${folder}", "/") + "${folder.slice(1)}";
function loadFile(name, ...needs) {
  return (loading[name] ??= Promise.all([
    import(\`\${folder}\${name}.js\${failures ? \`?\${failures}\` : ""}\`),
    ...needs.map((needed) => loadFile(needed)),
  ])
    .then(([file, ...others]) => file.default([loadFile, ${bindings}], ...others))
    .catch((error) => {
      failures++;
      loading[name] = undefined;
      throw error;
    }));
}`;
}

function nameOf(fileName: string): string {
  return fileName.replace(/^\.\//, "").replace(/\.js$/, "");
}
