import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { API_KEY, BASE_URL, CALL_ID, sampleCall } from "../../test/sample.ts";
import { scriptedFetch } from "../../test/scripted-fetch.ts";
import { METADATA_KEY_MAX_CHARACTERS, METADATA_MAX_KEYS, METADATA_VALUE_MAX_CHARACTERS } from "../limits.ts";
import { createUltravox } from "./index.ts";

/** Metadata as parsed from this text of JSON. */
async function parse(metadata: string): Promise<Record<string, string>> {
  const body = JSON.stringify(sampleCall({ metadata: "HERE" })).replace('"HERE"', () => metadata);
  const { fetch } = scriptedFetch(new Response(body));
  const result = await createUltravox({ apiKey: API_KEY, baseUrl: BASE_URL, fetch }).getCall(CALL_ID);
  assert.ok(result.ok);
  return result.value.metadata;
}

describe("MetadataSchema", () => {
  it("leaves out a value that is no text and keeps the row", async () => {
    const metadata = await parse(
      '{"tenant":"north","a":5,"b":null,"c":true,"d":{"x":"y"},"e":["north"],"f":"","g":{"toString":"x"}}',
    );
    assert.deepEqual({ ...metadata }, { tenant: "north", f: "" });
  });

  it("leaves out __proto__ without polluting a prototype", async () => {
    const metadata = await parse('{"__proto__":"north","constructor":"c","toString":"t","tenant":"south"}');
    assert.deepEqual(Object.keys(metadata), ["constructor", "toString", "tenant"]);
    assert.equal(Object.getPrototypeOf(metadata), null);
    assert.equal(Object.getPrototypeOf({}), Object.prototype);
    const nested = await parse('{"__proto__":{"tenant":"north"}}');
    assert.equal(nested.tenant, undefined);
  });

  it("holds no inherited name", async () => {
    const metadata = await parse("{}");
    for (const name of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
      assert.equal(metadata[name], undefined);
    }
  });

  it("keeps the last value of a key that is given twice", async () => {
    assert.equal((await parse('{"tenant":"north","tenant":"south"}')).tenant, "south");
    assert.equal((await parse('{"tenant":"north","tenant":5}')).tenant, undefined);
  });

  it("leaves out a long value or key and never cuts it", async () => {
    const longest = "x".repeat(METADATA_VALUE_MAX_CHARACTERS);
    const key = "k".repeat(METADATA_KEY_MAX_CHARACTERS);
    const metadata = await parse(
      JSON.stringify({ a: longest, b: `${longest}x`, [key]: "1", [`${key}k`]: "2" }),
    );
    assert.deepEqual({ ...metadata }, { a: longest, [key]: "1" });
  });

  it("leaves out the last keys above the limit", async () => {
    const names = Array.from({ length: METADATA_MAX_KEYS + 5 }, (_, index) => `key-${index}`);
    const metadata = await parse(JSON.stringify(Object.fromEntries(names.map((name) => [name, name]))));
    assert.deepEqual(Object.keys(metadata), names.slice(0, METADATA_MAX_KEYS));
  });
});
