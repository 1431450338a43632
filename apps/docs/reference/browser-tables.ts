import { EXCEPTIONS, OLDEST_BROWSERS } from "@keyhole/elements/browsers";
import { table } from "./element-tables.ts";

/** The oldest supported version of each browser. */
export function browserTable(): string {
  return table(
    ["browser", "oldest version", "released"],
    OLDEST_BROWSERS.map(({ name, version, released }) => [name, version, released]),
  );
}

/** What the elements use although a supported browser lacks it, and what happens there. */
export function missingFeatures(): string {
  return table(
    ["feature", "in browsers without it"],
    EXCEPTIONS.map(({ features: [feature], fallback }) => [
      `\`${feature.replace(/^.*?\.(?:Window\.|properties\.|builtins\.)?/, "")}\``,
      fallback,
    ]),
  );
}
