import type { Warn } from "./config-error.ts";
import type { ConfigEnv } from "./keyhole-config.ts";
import { type Settings, WITHHELD_SETTINGS } from "./settings.ts";

/** The environment that the config receives. It records which missing settings the config reads. */
export class VisibleEnv {
  readonly values: ConfigEnv;
  readonly #secrets = new Set<string>();
  readonly #missing = new Set<string>();
  readonly #withheld = new Set<string>();

  constructor(env: Readonly<Record<string, unknown>>) {
    const strings: Record<string, string> = Object.create(null);
    for (const [name, value] of Object.entries(env)) {
      if (typeof value !== "string") continue;
      if (WITHHELD_SETTINGS.has(name)) {
        this.#withheld.add(value.trim());
        continue;
      }
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

  /** True if a value came from the environment, and so is not a literal in the config. */
  has(value: string): boolean {
    return this.#secrets.has(value);
  }

  /** True where a value is also that of a setting which the config must not know. */
  isWithheld(value: string): boolean {
    return this.#withheld.has(value.trim());
  }

  /** Names the missing settings that the config reads. */
  hint(): string {
    if (this.#missing.size === 0) return "";
    return `; the config reads ${[...this.#missing].join(", ")}, which is not set in the Worker`;
  }
}

/** What the checks of one site take from the rest of the config. */
export interface SiteContext {
  settings: Settings;
  visible: VisibleEnv;
  warn: Warn;
}
