import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { startForTests } from "../support/fixture.ts";
import { CEKURA } from "./cekura-schema.ts";
import { checkAgainst } from "./schema.ts";

/** The vendor's document is not part of the project. Some machines have it beside the checkout. */
const DOCUMENT = new URL("../../../../../shared/upstreams/cekura.openapi.json", import.meta.url);
const SKIP_REASON = existsSync(DOCUMENT) ? false : "the vendor's OpenAPI document is not beside the checkout";

const check = checkAgainst(CEKURA);
const simulator = await startForTests({ cekuraRequestsPerSecond: 100_000 });

async function read(path: string, init: RequestInit = {}): Promise<unknown> {
  const headers = { "X-CEKURA-API-KEY": simulator.cekura.apiKeys.organization, ...init.headers };
  const response = await fetch(`${simulator.cekura.baseUrl}${path}`, { ...init, headers });
  assert.ok(response.ok, `${path}: ${response.status}`);
  return response.json();
}

const LOGS = "/observability/v2/call-logs/";
const logs = (await read(`${LOGS}?project_id=1376&page_size=60`)) as { results: { id: number }[] };
const details = await Promise.all(logs.results.map(({ id }) => read(`${LOGS}${id}/`)));
const key = await read("/user/api/v1/user-api-key/", {
  method: "POST",
  body: new URLSearchParams({ name: "a", project: "1376" }),
});

/** Every answer, by the name of our schema and, where it differs, of the vendor's. */
const ANSWERS: readonly [name: string, vendorName: string | null, values: readonly unknown[]][] = [
  ["CallLogPage", null, [logs]],
  ["CallLog", "CallLogList", logs.results],
  ["CallLogDetail", "CallLogDetail", details],
  ["AgentPage", null, [await read("/test_framework/v2/aiagents/?page_size=3")]],
  ["Project", "Project", (await read("/user/v1/projects/")) as unknown[]],
  [
    "MetricDefinition",
    "MetricListSerializerV2",
    (await read("/test_framework/v2/metrics/?project_id=1376")) as unknown[],
  ],
  ["ApiKey", "UserAPIKey", [key]],
];

for (const [name, , values] of ANSWERS)
  test(`Cekura's answers fit the schema of ${name}`, () => {
    assert.ok(values.length > 0);
    for (const value of values) assert.deepEqual(check(name, value), []);
  });

test("planted wrong answers do not fit", () => {
  const [log] = logs.results;
  const [detail] = details as object[];
  for (const [name, value] of [
    ["CallLog", { ...log, success: "yes" }],
    ["CallLog", { ...log, duration: 123 }],
    ["CallLog", { ...log, callId: "a" }],
    ["CallLogDetail", { ...detail, status: "done" }],
    ["CallLogDetail", { ...detail, transcript_object: "[]" }],
    ["ApiKey", { ...(key as object), key: undefined }],
  ] as const)
    assert.notDeepEqual(check(name, value), [], JSON.stringify(value).slice(0, 80));
});

test("Cekura's answers fit the vendor's document, but for what its own prose says otherwise", {
  skip: SKIP_REASON,
}, () => {
  const vendorCheck = vendorSchemas();
  for (const [, vendorName, values] of ANSWERS) {
    if (vendorName === null) continue;
    const errors = values.flatMap((value) => vendorCheck(vendorName, value));
    const unexplained = errors.filter((error) => !PROSE.some((pattern) => pattern.test(error)));
    assert.deepEqual([...new Set(unexplained)], [], vendorName);
  }
});

/** Where the vendor's prose and its schema disagree, answers follow the prose now and then. */
const PROSE = [
  // `status: "evaluating"` until the evaluation is there.
  /^\/status must be equal to one of the allowed values/,
  // A result has `score` or `passed`, `enum` or not, by its kind.
  /^\/(?:evaluation\/)?metrics\/\d+ must have required property '(?:enum|value|score|type|extra)'/,
  /^\/(?:evaluation\/)?metrics\/\d+\/score must be number/,
];

function vendorSchemas(): (name: string, value: unknown) => string[] {
  const document = JSON.parse(readFileSync(DOCUMENT, "utf8")) as { components: object };
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv, { mode: "full" });
  for (const format of ["double", "int64"]) ajv.addFormat(format, true);
  ajv.addSchema({ components: document.components }, "document");
  return (name, value) => {
    const validate = ajv.getSchema(`document#/components/schemas/${name}`) ?? assert.fail(`no ${name}`);
    return validate(value) ? [] : (validate.errors ?? []).map((e) => `${e.instancePath} ${e.message}`);
  };
}
