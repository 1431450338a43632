import { readWranglerConfig } from "./wrangler-config.ts";

/** The `vars` of a wrangler config that are texts. */
export function readVars(file: string): Record<string, string> {
  const { vars = {} } = readWranglerConfig(file);
  return Object.fromEntries(
    Object.entries(vars).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
