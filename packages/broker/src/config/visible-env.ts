import type { ConfigEnv } from "./keyhole-config.ts";
import { type Settings, WITHHELD_SETTINGS } from "./settings.ts";

/** The environment as the config sees it, which remembers what the config asked for and did not find. */
export class VisibleEnv {
  readonly values: ConfigEnv;
  readonly #secrets = new Set<string>();
  readonly #missing = new Set<string>();

  constructor(env: Readonly<Record<string, unknown>>) {
    const strings: Record<string, string> = Object.create(null);
    for (const [name, value] of Object.entries(env)) {
      if (typeof value !== "string" || WITHHELD_SETTINGS.has(name)) continue;
      strings[name] = value;
      this.#secrets.add(value);
    }
    this.values = new Proxy(strings, {
      get: (target, name) => {
        if (typeof name !== "string") return undefined;
        if (target[name] === undefined) this.#missing.add(name);
        return target[name];
      },
    });
  }

  /** True where a value came from the environment, so is not a literal in the config. */
  has(value: string): boolean {
    return this.#secrets.has(value);
  }

  /** Names the settings that the config read and that are not set. */
  hint(): string {
    if (this.#missing.size === 0) return "";
    return `; the config reads ${[...this.#missing].join(", ")}, which is not set in the Worker`;
  }
}

/** What the checks of one site need to know of the rest. */
export interface SiteContext {
  settings: Settings;
  visible: VisibleEnv;
}
