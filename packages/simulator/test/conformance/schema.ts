import { Ajv, type ErrorObject } from "ajv";
import addFormats from "ajv-formats";

/** The part of JSON Schema that the vendor's answers need. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Schemas;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
}

/** Schemas by name. `ref` refers to one of them. */
export type Schemas = Readonly<Record<string, Schema>>;

/** A field that may be absent. */
interface Optional {
  readonly optional: Schema;
}

export const ANYTHING: Schema = {};
export const BOOLEAN: Schema = { type: "boolean" };
export const INTEGER: Schema = { type: "integer" };
export const NUMBER: Schema = { type: "number" };
export const TEXT: Schema = { type: "string" };
export const TIME: Schema = { type: "string", format: "date-time" };
export const URI: Schema = { type: "string", format: "uri" };
export const UUID: Schema = { type: "string", format: "uuid" };
/** Any object. */
export const OBJECT: Schema = { type: "object" };

/** An object with these fields and no others: an unknown name counts as a misspelling. */
export function object(fields: Readonly<Record<string, Schema | Optional>>): Schema {
  const properties: Record<string, Schema> = {};
  const required: string[] = [];
  for (const [name, field] of Object.entries(fields)) {
    if ("optional" in field) {
      properties[name] = field.optional;
    } else {
      properties[name] = field;
      required.push(name);
    }
  }
  return { type: "object", properties, required, additionalProperties: false };
}

export function optional(schema: Schema): Optional {
  return { optional: schema };
}

/** An object with these fields, each of which may be absent. */
export function optionals(fields: Schemas): Schema {
  return object(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, optional(field)])));
}

export function nullable(schema: Schema): Schema {
  return { anyOf: [schema, { enum: [null] }] };
}

export function list(items: Schema): Schema {
  return { type: "array", items };
}

/** An object with any keys, whose values all fit one schema. */
export function record(additionalProperties: Schema): Schema {
  return { type: "object", additionalProperties };
}

export function oneOf(...values: readonly string[]): Schema {
  return { type: "string", enum: values };
}

export function ref(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

/** Checks a value against the schema of a name; returns an empty list if it fits. */
export type SchemaCheck = (name: string, value: unknown) => ErrorObject[];

export function checkAgainst(schemas: Schemas): SchemaCheck {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv, { mode: "full" });
  // The vendor's document marks enumerations by this format.
  ajv.addFormat("enum", true);
  ajv.addSchema({ components: { schemas } }, "document");
  return (name, value) => {
    const validate = ajv.getSchema(`document#/components/schemas/${name}`);
    if (validate === undefined) throw new TypeError(`schema: there is no ${name}`);
    return validate(value) ? [] : (validate.errors ?? []);
  };
}
