/** A setting that is wrong. The message names the setting and what it wants, never its value. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly setting: string;

  constructor(setting: string, wants: string) {
    super(`${setting}: ${wants}`);
    this.setting = setting;
  }
}

/** A key that no setting has is refused: a misspelt filter must not be lost in silence. */
export function checkKeys(setting: string, value: Record<string, unknown>, known: readonly string[]): void {
  for (const key of Reflect.ownKeys(value)) {
    if (typeof key === "string" && known.includes(key)) continue;
    throw new ConfigError(`${setting}.${String(key)}`, `is not a setting; known are ${known.join(", ")}`);
  }
}

/** A switch, off where it is left out. */
export function checkBoolean(setting: string, value: unknown): boolean {
  if (value === undefined) return false;
  if (typeof value !== "boolean") throw new ConfigError(setting, "wants true or false");
  return value;
}
