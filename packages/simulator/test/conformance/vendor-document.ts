import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import type { Schemas } from "./schema.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The vendors' documents are not part of the project. Some machines have them beside the checkout. */
const FILE = new URL("../../../../../shared/upstreams/ultravox.openapi.yaml", import.meta.url);

/** Why tests against the document are skipped. False if it lies beside the checkout. */
export const SKIP_REASON = existsSync(FILE)
  ? false
  : `the vendor's OpenAPI document is not at ${fileURLToPath(FILE)}`;

/** The component schemas of the vendor's OpenAPI 3.0 document, as JSON Schema. */
export function readVendorSchemas(): Schemas {
  const document = parse(readFileSync(FILE, "utf8")) as { components: { schemas: { [name: string]: Json } } };
  return toJsonSchema(document.components.schemas) as unknown as Schemas;
}

/**
 * Turns OpenAPI 3.0's `nullable` into JSON Schema, and forbids unlisted properties: an unknown name counts as a
 * misspelling.
 */
function toJsonSchema(value: Json): Json {
  if (Array.isArray(value)) return value.map(toJsonSchema);
  if (typeof value !== "object" || value === null) return value;
  const schema: { [key: string]: Json } = {};
  for (const [key, child] of Object.entries(value)) schema[key] = toJsonSchema(child);
  if (schema.nullable === true && typeof schema.type === "string") {
    schema.type = [schema.type, "null"];
    if (Array.isArray(schema.enum)) schema.enum = [...schema.enum, null];
    delete schema.nullable;
  }
  if (schema.type === "object" && isObject(schema.properties) && !("additionalProperties" in schema)) {
    schema.additionalProperties = false;
  }
  return schema;
}

function isObject(value: Json | undefined): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
