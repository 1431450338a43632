import { readFileSync } from "node:fs";
import { Ajv, type ErrorObject } from "ajv";
import addFormats from "ajv-formats";
import { parse } from "yaml";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Checks a value against a component schema; an empty list where it fits. */
export type SchemaCheck = (schema: string, value: unknown) => ErrorObject[];

/** `format`s of the vendor's document that only describe. */
const PLAIN_FORMATS = ["enum"];

/**
 * Makes a checker out of an OpenAPI 3.0 document. Objects with listed properties may have no others:
 * the document does not say so, but a name that it does not know is a misspelling here.
 * `change` may alter the document's component schemas first.
 */
export function openapiCheck(
  file: URL,
  change: (schemas: Record<string, SchemaObject>) => void,
): SchemaCheck {
  const document = toJsonSchema(parse(readFileSync(file, "utf8")) as Json) as unknown as OpenapiDocument;
  change(document.components.schemas);
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv, { mode: "full" });
  for (const format of PLAIN_FORMATS) ajv.addFormat(format, true);
  ajv.addSchema(document, "openapi");
  return (schema, value) => {
    const validate = ajv.getSchema(`openapi#/components/schemas/${schema}`);
    if (validate === undefined) throw new TypeError(`schema: there is no ${schema}`);
    return validate(value) ? [] : (validate.errors ?? []);
  };
}

/** A schema as far as tests change it. */
export interface SchemaObject {
  properties: Record<string, unknown>;
}

interface OpenapiDocument {
  components: { schemas: Record<string, SchemaObject> };
}

/** OpenAPI 3.0's `nullable` becomes a type or value more, and listed properties become the only ones. */
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
