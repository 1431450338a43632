import { pathToFileURL } from "node:url";

/** Returns the first of a config's `publicUrls`. The config reads its vars from the environment. */
export async function readPublicUrl(configFile: string, env = process.env): Promise<string> {
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
  }
}
