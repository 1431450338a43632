import assert from "node:assert/strict";
import { test } from "node:test";
import { differences } from "./compare-schemas.ts";
import {
  INTEGER,
  list,
  nullable,
  object,
  oneOf,
  optional,
  record,
  ref,
  type Schemas,
  TEXT,
} from "./schema.ts";
import { EXCEPTIONS, OBJECTS, ULTRAVOX, VENDOR_NAMES } from "./ultravox-schema.ts";
import { readVendorSchemas, SKIP_REASON } from "./vendor-document.ts";

/** Compares all our schemas that the vendor's document has. */
function allDifferences(schemas: Schemas, vendorSchemas: Schemas): string[] {
  return Object.entries(VENDOR_NAMES).flatMap(([name, vendorName]) =>
    differences(
      { schemas, name },
      { schemas: vendorSchemas, name: vendorName },
      Object.hasOwn(OBJECTS, name),
    ),
  );
}

function pathOf(difference: string): string {
  return difference.slice(0, difference.indexOf(":"));
}

test("our schema equals the vendor's document except for the named exceptions", { skip: SKIP_REASON }, () => {
  const found = allDifferences(ULTRAVOX, readVendorSchemas());
  const unnamed = found.filter((difference) => !Object.hasOwn(EXCEPTIONS, pathOf(difference)));
  assert.deepEqual(unnamed, []);
  assert.deepEqual(
    new Set(found.map(pathOf)),
    new Set(Object.keys(EXCEPTIONS)),
    "an exception is no longer one",
  );
});

type Fields = Parameters<typeof object>[0];

const ROW: Fields = {
  id: TEXT,
  kind: oneOf("small", "large"),
  size: nullable(INTEGER),
  tags: list(ref("Tag")),
  metadata: record(TEXT),
  note: optional(nullable(ref("Tag"))),
};
const OURS: Schemas = { Row: object(ROW), Tag: object({ name: TEXT }) };

/** The same as `OURS`, in the forms that a vendor's document uses. */
const VENDORS = {
  Row: {
    type: "object",
    properties: {
      id: { type: "string" },
      kind: { allOf: [{ $ref: "#/components/schemas/Kind" }] },
      size: { type: ["integer", "null"], format: "int32" },
      tags: { type: "array", items: { $ref: "#/components/schemas/Tag" } },
      metadata: { type: "object", additionalProperties: { type: "string" } },
      note: { oneOf: [{ $ref: "#/components/schemas/Tag" }, { $ref: "#/components/schemas/Null" }] },
    },
    required: ["id", "kind"],
  },
  Tag: { type: "object", properties: { name: { type: "string" } } },
  Kind: { type: "string", enum: ["large", "small"] },
  Null: { enum: [null] },
};

function compareWith(ours: Schemas): string[] {
  const vendors = VENDORS as unknown as Schemas;
  return differences({ schemas: ours, name: "Row" }, { schemas: vendors, name: "Row" }, true);
}

/** `OURS` with some fields of its row changed. */
function changed(fields: Fields): Schemas {
  return { ...OURS, Row: object({ ...ROW, ...fields }) };
}

test("finds no difference between two notations of the same schema", () => {
  assert.deepEqual(compareWith(OURS), []);
});

const { tags: _, ...WITHOUT_TAGS } = ROW;

const PLANTED: [what: string, schemas: Schemas, path: string][] = [
  ["a wrong type", changed({ id: INTEGER }), "Row.id"],
  ["a format that the vendor does not promise", changed({ id: { ...TEXT, format: "uuid" } }), "Row.id"],
  ["null where the vendor has none", changed({ id: nullable(TEXT) }), "Row.id"],
  ["no null where the vendor has it", changed({ size: INTEGER }), "Row.size"],
  ["no null beside a reference", changed({ note: optional(ref("Tag")) }), "Row.note"],
  ["a missing value", changed({ kind: oneOf("small") }), "Row.kind"],
  ["an unknown value", changed({ kind: oneOf("small", "large", "huge") }), "Row.kind"],
  ["an unknown field", changed({ colour: TEXT }), "Row.colour"],
  ["a missing field", { ...OURS, Row: object(WITHOUT_TAGS) }, "Row.tags"],
  ["an optional field that the vendor requires", changed({ id: optional(TEXT) }), "Row.id"],
  ["wrong items", changed({ tags: list(TEXT) }), "Row.tags[]"],
  ["wrong values of a record", changed({ metadata: record(INTEGER) }), "Row.metadata{}"],
  ["a record where the vendor has fields", changed({ note: optional(nullable(record(TEXT))) }), "Row.note"],
  ["a wrong field behind a reference", { ...OURS, Tag: object({ name: INTEGER }) }, "Tag.name"],
];

for (const [what, schemas, path] of PLANTED) {
  test(`finds ${what}`, () => {
    assert.ok(compareWith(schemas).map(pathOf).includes(path), compareWith(schemas).join("\n"));
  });
}
