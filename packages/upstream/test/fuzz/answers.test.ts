import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fuzz, someBody, someHeader } from "@keyhole/dev/fuzz";
import * as fc from "fast-check";
import { createCekura } from "../../src/cekura/index.ts";
import type { UpstreamError } from "../../src/request/index.ts";
import type { Result } from "../../src/request/result.ts";
import { createUltravox } from "../../src/ultravox/index.ts";
import { CEKURA_KEY, CEKURA_URL, sampleCallLog, sampleCekuraPage, sampleDetail } from "../cekura-sample.ts";
import {
  AGENT_ID,
  API_KEY,
  BASE_URL,
  CALL_ID,
  PART_SECRETS,
  SECRETS,
  sampleCall,
  sampleEvent,
  sampleMessage,
  samplePage,
} from "../sample.ts";

type Body = Uint8Array<ArrayBuffer>;

/** There are a dozen methods, and most of what they do is the same. */
const FEW = { inTests: 200 };
/** Values of the samples that no parsed one holds. */
const HIDDEN = [...new Set([...SECRETS, ...PART_SECRETS])].filter((each) => each !== "STATE");
const KINDS: readonly UpstreamError["kind"][] = [
  ...(["unavailable", "invalid", "key_rejected", "rate_limited", "not_found", "not_ready"] as const),
  ...(["range_not_satisfiable", "refused", "aborted"] as const),
];
const clients = (send: () => Response) => {
  const options = { fetch: async () => send(), sleep: async () => {}, random: () => 0 };
  return {
    ultravox: createUltravox({ ...options, apiKey: API_KEY, baseUrl: BASE_URL }),
    cekura: createCekura({ ...options, apiKey: CEKURA_KEY, baseUrl: CEKURA_URL }),
  };
};
const page = (...rows: object[]) => fc.constant<unknown>(samplePage(rows));
const WINDOW = { from: "2026-07-01T00:00:00Z", to: "2026-07-03T00:00:00Z", scope: { projectId: 1 } };

/** Every method, and a page or an object that it reads. */
const METHODS: Record<
  string,
  [fc.Arbitrary<unknown>, (answers: ReturnType<typeof clients>) => Promise<Result<unknown>>]
> = {
  listCalls: [
    page(sampleCall(), sampleCall({ ended: null })),
    ({ ultravox }) => ultravox.listCalls({ pageSize: 5 }),
  ],
  getCall: [fc.constant(sampleCall()), ({ ultravox }) => ultravox.getCall(CALL_ID)],
  listMessages: [page(sampleMessage()), ({ ultravox }) => ultravox.listMessages(CALL_ID, { pageSize: 5 })],
  listEvents: [page(sampleEvent()), ({ ultravox }) => ultravox.listEvents(CALL_ID, { pageSize: 5 })],
  listAgents: [
    page({ agentId: AGENT_ID, name: "A" }),
    ({ ultravox }) => ultravox.listAgents({ pageSize: 5 }),
  ],
  countStages: [page({ callStageId: CALL_ID }), ({ ultravox }) => ultravox.countStages(CALL_ID)],
  countCalls: [
    fc.constant({
      allTime: { totalCount: 2, duration: "60s", joinedCount: 1 },
      daily: [{ date: "2026-07-02", totalCount: 2, duration: "60s", joinedCount: 1 }],
      hourly: [{ date: "2026-07-02", hour: 5, totalCount: 2, duration: "60s", joinedCount: 1 }],
    }),
    ({ ultravox }) => ultravox.countCalls({}),
  ],
  listCallLogs: [
    fc.constant(sampleCekuraPage([sampleCallLog()])),
    ({ cekura }) => cekura.listCallLogs({ ...WINDOW, pageSize: 5 }),
  ],
  getCallLog: [fc.constant(sampleDetail()), ({ cekura }) => cekura.getCallLog(5_181_749)],
  listMetrics: [
    fc.constant([{ id: 1, name: "A", type: "b" }]),
    ({ cekura }) => cekura.listMetrics({ projectId: 1 }),
  ],
  listProjects: [fc.constant([{ id: 1, name: "A" }]), ({ cekura }) => cekura.listProjects()],
  createApiKey: [
    fc.constant({ id: 1, api_key: "k", project: 1 }),
    ({ cekura }) => cekura.createApiKey({ name: "a", projectId: 1 }),
  ],
};

describe("any body that the vendor answers", () => {
  for (const [name, [sample, ask]] of Object.entries(METHODS)) {
    it(`becomes a value of ${name}, or an error without its words`, async () => {
      await fuzz(
        [someBody(sample)],
        async (body: Body) => {
          const result = await ask(clients(() => new Response(body)));
          if (!result.ok) return checkError(result.error);
          const told = JSON.stringify(result.value) ?? "";
          for (const secret of HIDDEN) assert.ok(!told.includes(secret), `${secret} in ${told}`);
        },
        FEW,
      );
    });
  }
});

describe("any status and header that the vendor answers", () => {
  it("becomes an error with a wait of at most an hour", async () => {
    const headers = fc.record(
      {
        "Retry-After": fc.oneof(
          fc.constantFrom("0", "-1", "3600.5", "9".repeat(400), "Wed, 21 Oct 2037 07:28:00 GMT", "1e3"),
          someHeader,
        ),
        Location: fc.oneof(fc.constantFrom("/", "https://upstream.example/api/calls", "//a"), someHeader),
        "Content-Length": fc.oneof(fc.constantFrom("-1", "1e9", "99999999999"), someHeader),
        "Content-Type": someHeader,
      },
      { requiredKeys: [] },
    );
    const status = fc.oneof(
      fc.constantFrom(429, 503, 302, 301, 401, 404, 425),
      fc.integer({ min: 200, max: 599 }),
    );
    await fuzz([status, headers], async (code, sent) => {
      const isBodiless = [204, 205, 304].includes(code);
      const { ultravox } = clients(
        () => new Response(isBodiless ? null : "UPSTREAM-TEXT", { status: code, headers: sent }),
      );
      const result = await ultravox.getCall(CALL_ID);
      assert.ok(!result.ok);
      checkError(result.error);
    });
  });

  it("opens a recording only as audio, and follows only what is allowed", async () => {
    const headers = fc.record(
      {
        "Content-Type": fc.oneof(fc.constantFrom("audio/wav", "audio/x-wav; a=b", "text/html"), someHeader),
        "Content-Range": fc.oneof(fc.constantFrom("bytes 0-3/4", "bytes 0-3/*", "bytes 3-0/4"), someHeader),
        "Content-Length": fc.oneof(fc.constant("4"), someHeader),
        "Content-Encoding": fc.constantFrom("identity", "gzip", ""),
        ETag: fc.oneof(fc.constantFrom('"a"', 'W/"a"', '"a\u00ff"'), someHeader),
        Location: fc.oneof(
          fc.constantFrom("https://storage.example/a", "http://storage.example/"),
          someHeader,
        ),
      },
      { requiredKeys: [] },
    );
    const range = fc.constantFrom("bytes=0-3", "bytes=-4", undefined);
    await fuzz([fc.constantFrom(200, 206, 302, 304, 416), headers, range], async (code, sent, asked) => {
      const { ultravox } = clients(
        () => new Response(code === 304 ? null : "RIFF", { status: code, headers: sent }),
      );
      const request = { method: "GET" as const, range: asked };
      const allow = (url: URL) => url.origin === "https://storage.example";
      const opened = await ultravox.openRecording(CALL_ID, request, { isAllowedStorage: allow });
      if (!opened.ok) return checkError(opened.error);
      const { contentType, etag, body, range: served, contentLength } = opened.value;
      assert.match(contentType, /^audio\/[a-z0-9.-]+$/);
      assert.ok(etag === null || /^(W\/)?"[\x21-\x7e]*"$/.test(etag));
      assert.ok(contentLength === null || Number.isSafeInteger(contentLength));
      assert.ok(served === null || (asked !== undefined && served.first <= served.last));
      await body?.cancel();
    });
  });
});

function checkError(error: UpstreamError): void {
  assert.ok(KINDS.includes(error.kind));
  assert.ok(!JSON.stringify(error).includes("UPSTREAM-TEXT"));
  if (error.kind !== "rate_limited") return;
  const { retryAfterMs } = error;
  assert.ok(retryAfterMs === null || (retryAfterMs >= 0 && retryAfterMs <= 3_600_000), `${retryAfterMs}`);
}
