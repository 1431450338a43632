import { ref, type Schema, type Schemas } from "./schema.ts";

/** The vendor's document says the same in more ways. */
interface VendorSchema extends Omit<Schema, "type"> {
  readonly type?: string | readonly string[];
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

/** A schema after its references are resolved and null is removed. */
interface Plain {
  /** Name of the last reference that was resolved. */
  readonly name?: string;
  readonly isNullable: boolean;
  readonly schema: VendorSchema;
}

/** Formats that only describe a number or an enumeration. */
const DESCRIPTIVE_FORMATS = ["double", "enum", "float", "int32"];

/** Keywords that must be equal on both sides. */
const EXACT = ["type", "format", "pattern", "maxLength", "minimum", "maximum"] as const;

/**
 * How our schema differs from the vendor's, a line each, which starts with the path from the nearest name. Ours may
 * require more fields and leave some out; each that it has must be the vendor's in type, nullability, format and
 * values, and each that the vendor requires must be required. With `isComplete` it must list all of the vendor's
 * fields.
 */
export function differences(
  ours: { readonly schemas: Schemas; readonly name: string },
  vendors: { readonly schemas: Schemas; readonly name: string },
  isComplete: boolean,
): string[] {
  const found: string[] = [];
  compare(ours.name, ref(ours.name), ref(vendors.name), isComplete);
  return found;

  function compare(path: string, ourSchema: Schema, vendorSchema: Schema, complete: boolean): void {
    const our = plain(ourSchema, ours.schemas);
    const their = plain(vendorSchema, vendors.schemas);
    expect(path, "nullable", our.isNullable, their.isNullable);
    for (const word of EXACT) expect(path, word, our.schema[word], their.schema[word]);
    expect(path, "enum", values(our.schema), values(their.schema));
    compareProperties(our.name ?? path, our.schema, their.schema, complete);
    const [ourItems, theirItems] = [our.schema.items, their.schema.items];
    if (ourItems && theirItems) compare(`${path}[]`, ourItems, theirItems, false);
    const [ourValue, theirValue] = [valueSchema(our.schema), valueSchema(their.schema)];
    expect(path, "is a record", ourValue !== undefined, theirValue !== undefined);
    if (ourValue && theirValue) compare(`${path}{}`, ourValue, theirValue, false);
  }

  function compareProperties(path: string, our: VendorSchema, their: VendorSchema, complete: boolean): void {
    const theirProperties = their.properties ?? {};
    const ourProperties = our.properties ?? {};
    for (const [field, schema] of Object.entries(ourProperties)) {
      const theirSchema = theirProperties[field];
      if (theirSchema === undefined) found.push(`${path}.${field}: the vendor has no such field`);
      else compare(`${path}.${field}`, schema, theirSchema, false);
    }
    for (const field of Object.keys(theirProperties)) {
      const isLeftOut = ourProperties[field] === undefined;
      if (isLeftOut && complete) found.push(`${path}.${field}: our schema has no such field`);
      if (!isLeftOut && their.required?.includes(field) && !our.required?.includes(field)) {
        found.push(`${path}.${field}: the vendor requires it`);
      }
    }
  }

  function expect(path: string, what: string, our: unknown, their: unknown): void {
    const [ourText, theirText] = [JSON.stringify(our), JSON.stringify(their)];
    if (ourText !== theirText) {
      found.push(`${path}: ${what} is ${ourText} here and ${theirText} in the vendor's document`);
    }
  }
}

/** Resolves references and removes null, in every form that the documents use. */
function plain(schema: VendorSchema, schemas: Schemas): Plain {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.replace("#/components/schemas/", "");
    const target = schemas[name];
    if (target === undefined) throw new TypeError(`schema: there is no ${name}`);
    return { name, ...plain(target, schemas) };
  }
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices !== undefined) {
    const parts = choices.map((choice) => plain(choice, schemas));
    const rest = parts.filter((part) => !isNull(part.schema));
    if (rest.length !== 1 || rest[0] === undefined) throw new TypeError("schema: a choice of several");
    return { ...rest[0], isNullable: rest[0].isNullable || rest.length < parts.length };
  }
  const types = [schema.type ?? []].flat();
  const { type: _, format, ...others } = schema;
  const [type] = types.filter((each) => each !== "null");
  return {
    isNullable: types.includes("null"),
    schema: {
      ...others,
      ...(type === undefined ? {} : { type }),
      ...(format === undefined || DESCRIPTIVE_FORMATS.includes(format) ? {} : { format }),
    },
  };
}

function isNull(schema: VendorSchema): boolean {
  return schema.type === undefined && schema.enum?.length === 1 && schema.enum[0] === null;
}

/** The values of an enumeration in a fixed order, without null. */
function values(schema: VendorSchema): readonly string[] | undefined {
  return schema.enum
    ?.filter((value) => value !== null)
    .map(String)
    .toSorted();
}

/** The schema of a record's values. */
function valueSchema({ additionalProperties }: VendorSchema): Schema | undefined {
  return typeof additionalProperties === "object" ? additionalProperties : undefined;
}
