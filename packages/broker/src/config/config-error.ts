/** A setting that is wrong. The message names the setting and what it wants, never its value. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly setting: string;

  constructor(setting: string, wants: string) {
    super(`${setting}: ${wants}`);
    this.setting = setting;
  }
}
