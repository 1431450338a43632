/** A wrong setting. The message names the setting and what it expects, never its value. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly setting: string;

  constructor(setting: string, expects: string) {
    super(`${setting}: ${expects}`);
    this.setting = setting;
  }
}

/** Refuses unknown keys: a misspelt filter must not get lost silently. */
export function checkKeys(setting: string, value: Record<string, unknown>, known: readonly string[]): void {
  for (const key of Reflect.ownKeys(value)) {
    if (typeof key === "string" && known.includes(key)) continue;
    throw new ConfigError(`${setting}.${String(key)}`, `is not a setting; known are ${known.join(", ")}`);
  }
}

/** Reports at start what is allowed but probably unintended. Names the setting, never its value. */
export type Warn = (setting: string, says: string) => void;

/** A boolean; false if left out. */
export function checkBoolean(setting: string, value: unknown): boolean {
  if (value === undefined) return false;
  if (typeof value !== "boolean") throw new ConfigError(setting, "expects true or false");
  return value;
}
