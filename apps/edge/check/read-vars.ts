import { unstable_readConfig } from "wrangler";

/** The `vars` of a wrangler config that are texts. */
export function readVars(file: string): Record<string, string> {
  const { vars } = unstable_readConfig({ config: file }, { hideWarnings: true });
  return Object.fromEntries(
    Object.entries(vars).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
