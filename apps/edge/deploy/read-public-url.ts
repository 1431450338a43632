import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";

/** Stands in for the broker, which only workerd can load: a config needs no more of it. */
const BROKER = `data:text/javascript,${encodeURIComponent(
  "export const defineConfig = (define) => define; export const jwt = (options) => options;",
)}`;

/** The first of a config's `publicUrls`. Vars that it reads are taken from the environment. */
export async function readPublicUrl(configFile: string, env = process.env): Promise<string> {
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === "@keyhole/broker" ? { url: BROKER, shortCircuit: true } : next(specifier, context),
  });
  try {
    const { default: define } = (await import(pathToFileURL(configFile).href)) as {
      default: (env: NodeJS.ProcessEnv) => { publicUrls?: readonly unknown[] };
    };
    const [url] = define(env).publicUrls ?? [];
    if (typeof url !== "string" || new URL(url).origin !== url) throw new TypeError(`it is ${String(url)}`);
    return url;
  } catch (error) {
    throw new Error(
      `The first of publicUrls in ${configFile} must be the origin of the deployed Worker: ${String(error)}`,
    );
  } finally {
    hooks.deregister();
  }
}
