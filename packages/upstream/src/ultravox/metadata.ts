import * as v from "valibot";
import { METADATA_KEY_MAX_CHARACTERS, METADATA_MAX_KEYS, METADATA_VALUE_MAX_CHARACTERS } from "../limits.ts";

/**
 * Metadata without a prototype. Who may see a call can depend on it, so every doubt takes a key away: a
 * missing key matches no grant. A value that is no string or too long is left out, never converted or
 * cut, which could make it match. `__proto__` is left out for those who copy it into a plain object.
 */
export const MetadataSchema = v.pipe(
  v.custom<Record<string, unknown>>(
    (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  ),
  v.transform((entries) => {
    const metadata: Record<string, string> = Object.create(null);
    const names = Object.keys(entries).filter((name) => isKept(name, entries[name]));
    for (const name of names.slice(0, METADATA_MAX_KEYS)) metadata[name] = String(entries[name]);
    return metadata;
  }),
);

function isKept(name: string, value: unknown): boolean {
  return (
    name !== "__proto__" &&
    name.length <= METADATA_KEY_MAX_CHARACTERS &&
    typeof value === "string" &&
    value.length <= METADATA_VALUE_MAX_CHARACTERS
  );
}
