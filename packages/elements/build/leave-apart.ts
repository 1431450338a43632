import type { Plugin } from "vite";

/** Stands in the bundle for the address of the file that is left out. */
const MARK = "keyhole:apart";

/** Takes what would be loaded lazily into the entry, but for one module, which `withApart` loads. */
export function leaveApart(module: string): Plugin {
  return {
    name: "leave-apart",
    outputOptions: (options) => ({ ...options, codeSplitting: false }),
    async resolveDynamicImport(source, importer) {
      if (typeof source !== "string") return null;
      const found = await this.resolve(source, importer);
      return found?.id === module ? { id: MARK, external: true } : null;
    },
  };
}

/**
 * Loads the file that was left out from beside the script, if it has these bytes, so that the hash (SRI) of the script
 * covers it too. A module script with an `integrity` would need a Trusted Types policy for addresses. A preload needs
 * none, and `import()` takes what the preload has compared.
 */
export function withApart(code: string, name: string, integrity: string): string {
  const place = `import("${MARK}")`;
  if (code.split(place).length !== 2)
    throw new Error(`leave-apart: the bundle must load ${name} in one place.`);
  return `
let apart, failures = 0;
function loadApart() {
  if (apart) return apart;
  // A browser remembers a failed import of an address.
  const href = new URL(\`${name}\${failures ? \`?\${failures}\` : ""}\`, import.meta.url).href;
  const link = document.createElement("link");
  Object.assign(link, { rel: "modulepreload", crossOrigin: "anonymous", integrity: "${integrity}", href });
  return (apart = new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = () => reject(new TypeError("${name} does not load, or has other bytes than its release."));
    document.head.append(link);
  })
    .then(() => import(href))
    .then((file) => file.default([]))
    .catch((error) => {
      failures++;
      apart = undefined;
      throw error;
    })
    .finally(() => link.remove()));
}
${code.replace(place, () => "loadApart()")}`;
}
