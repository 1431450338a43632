import type { RecordingTicket } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import type { SiteConfig } from "../../src/index.ts";
import { brokerGranting } from "../support/enter-as.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { PAGE_ORIGIN, PUBLIC_URL, UPSTREAM_KEY } from "../support/identities.ts";
import { AGENT_A, AGENT_B, rawCall } from "../support/raw-call.ts";
import { audio, openRecordedCall, redirect } from "../support/recorded-call.ts";
import { siteBroker } from "../support/test-config.ts";
import { TestPage } from "../support/test-page.ts";

const ended = (seconds: number) => {
  const joinedMs = Date.parse("2026-07-02T09:00:00Z");
  return rawCall({
    joined: new Date(joinedMs).toISOString(),
    ended: new Date(joinedMs + seconds * 1000).toISOString(),
  });
};

describe("POST /v1/calls/:id/recording", () => {
  it.each([60, 1800, 9000])("gives a recording of %i s a ticket for ten minutes", async (duration) => {
    const { askForTicket } = await openRecordedCall({ call: ended(duration) });
    const before = Date.now();
    const answer = await askForTicket();
    const { url, expiresAt } = await answer.json<RecordingTicket>();
    expect(url.startsWith(`${PUBLIC_URL}/v1/recordings/`)).toBe(true);
    const lifeMs = Date.parse(expiresAt) - before;
    expect(lifeMs).toBeGreaterThanOrEqual(600_000);
    expect(lifeMs).toBeLessThan(620_000);
  });

  it("answers recording_not_ready with a wait", async () => {
    const { askForTicket } = await openRecordedCall({ recording: () => new Response(null, { status: 425 }) });
    const problem = await expectProblem(await askForTicket(), "recording_not_ready");
    expect(problem.retryAfterSeconds).toBe(5);
  });

  it.each([
    ["there is no recording", { recording: () => new Response(null, { status: 404 }) }],
    ["recording is switched off", { call: rawCall({ recordingEnabled: false }) }],
  ])("answers not_found when %s", async (_, options) => {
    const { askForTicket } = await openRecordedCall(options);
    await expectProblem(await askForTicket(), "not_found");
  });

  it("refuses a token without recordings:read, or a call outside the grant", async () => {
    const without = await openRecordedCall({ setting: { scopes: ["calls:read"] } });
    await expectProblem(await without.askForTicket(), "scope_missing");
    const rows = { metadata: { tenant: "tenant-b" } };
    const outside = await openRecordedCall({ setting: { scopes: ["recordings:read"], rows } });
    await expectProblem(await outside.askForTicket(), "not_found");
    expect(outside.asked.some(({ url }) => url.includes("/recording"))).toBe(false);
  });

  it("accepts a proof once across isolates", async () => {
    const { page, call } = await openRecordedCall();
    const change = { method: "POST", proof: { claims: { jti: crypto.randomUUID() } } };
    const path = `/v1/calls/${call.callId}/recording`;
    expect((await page.get(path, change)).status).toBe(200);
    await expectProblem(await page.get(path, change), "proof_invalid");
  });

  it.each([
    ["http", "http://storage.example/1.wav"],
    ["a private address", "https://10.0.0.1/1.wav"],
    ["the metadata service", "https://169.254.169.254/latest/meta-data"],
    ["loopback", "https://127.0.0.1/1.wav"],
    ["localhost", "https://localhost/1.wav"],
    ["IPv6", "https://[fd00::1]/1.wav"],
    ["an internal name", "https://storage.internal/1.wav"],
    ["a name without a dot", "https://storage/1.wav"],
    ["a decimal address", "https://2130706433/1.wav"],
    ["credentials", "https://a:b@storage.example/1.wav"],
    ["another scheme", "file:///etc/passwd"],
    ["another port", "https://storage.example:8443/1.wav"],
    ["the port of ssh", "https://storage.example:22/1.wav"],
    ["localhost with dots", "https://localhost../1.wav"],
    ["an internal name with dots", "https://storage.internal../1.wav"],
    ["a name that holds a private address", "https://169.254.169.254.nip.io/1.wav"],
    ["a name that holds a private address with hyphens", "https://a-10-0-0-1.sslip.io/1.wav"],
    ...["corp", "home", "test", "onion", "lan", "invalid", "localdomain"].map((top) => [
      `the top level ${top}`,
      `https://storage.${top}/1.wav`,
    ]),
    ["the broker itself", `${PUBLIC_URL}/v1/health`],
    ["the broker's zone", "https://other.acme.workers.dev/1.wav"],
  ])("follows no redirect to %s", async (_, location) => {
    const { askForTicket, asked } = await openRecordedCall({ recording: () => redirect(location) });
    await expectProblem(await askForTicket(), "upstream_invalid");
    expect(asked.every(({ url }) => url.startsWith("https://api.ultravox.ai/"))).toBe(true);
  });

  it("never sends the key to the storage", async () => {
    const seen: string[] = [];
    const { askForTicket } = await openRecordedCall({
      storage: (request) => {
        seen.push(JSON.stringify([...request.headers]));
        return audio(request.headers.get("Range"));
      },
    });
    expect((await askForTicket()).status).toBe(200);
    expect(seen).toHaveLength(1);
    expect(seen.join()).not.toContain(UPSTREAM_KEY);
  });
});

describe("a ticket", () => {
  it("opens for the page's origin or none, and for no other", async () => {
    const { ticket, hear } = await openRecordedCall();
    const url = await ticket();
    expect((await hear(url, { Origin: PAGE_ORIGIN })).status).toBe(200);
    expect((await hear(url)).status).toBe(200);
    await expectProblem(await hear(url, { Origin: "https://evil.example" }), "origin_not_allowed");
    await expectProblem(await hear(url, { Origin: "null" }), "origin_not_allowed");
  });

  it("expires", async () => {
    let nowMs = Date.now();
    const { ticket, hear } = await openRecordedCall({
      call: ended(60),
      setting: { scopes: ["recordings:read"], now: () => nowMs },
    });
    const url = await ticket();
    nowMs += 599_000;
    expect((await hear(url)).status).toBe(200);
    nowMs += 2000;
    await expectProblem(await hear(url), "not_found");
  });

  it("is not accepted as a token or cursor, nor either as a ticket", async () => {
    const { ticket, hear, page } = await openRecordedCall();
    const url = await ticket();
    await expectProblem(await hear(`${url.slice(0, -6)}AAAAAA`), "not_found");
    await expectProblem(await hear(`${PUBLIC_URL}/v1/recordings/x`), "not_found");
    await expectProblem(await hear(`${PUBLIC_URL}/v1/recordings/${page.token}`), "not_found");
    const sealed = url.split("/").at(-1);
    await expectProblem(
      await page.get("/v1/calls", { headers: { Authorization: `DPoP ${sealed}` } }),
      "token_invalid",
    );
  });

  it("has a limit of its own, so that one that was carried off does not use up its viewer's", async () => {
    const limits = { member: { requestsPerMinute: 3 }, members: { requestsPerMinute: 10 } };
    const { ticket, hear, page } = await openRecordedCall({
      setting: { scopes: ["calls:read", "recordings:read"], site: { limits } },
    });
    const url = await ticket();
    for (let use = 0; use < 3; use += 1) expect((await hear(url)).status).toBe(200);
    for (let use = 0; use < 20; use += 1) await expectProblem(await hear(url), "rate_limited");
    expect((await page.get("/v1/calls")).status).toBe(200);
    expect((await page.get("/v1/calls")).status).toBe(200);
    await expectProblem(await page.get("/v1/calls"), "rate_limited");
  });

  it.each([
    "document",
    "iframe",
    "frame",
    "embed",
    "object",
    "fencedframe",
    "script",
    "style",
    "image",
    "Document",
    "",
  ])("does not open where a browser says it is for %j", async (destination) => {
    const { ticket, hear, asked } = await openRecordedCall();
    const url = await ticket();
    const before = asked.length;
    const answer = await hear(url, { "Sec-Fetch-Dest": destination });
    await expectProblem(answer, "invalid_request", { status: 400 });
    expect(asked.length).toBe(before);
  });

  it.each(["audio", "video", "empty"])("opens where a browser says it is for %s", async (destination) => {
    const { ticket, hear } = await openRecordedCall();
    expect((await hear(await ticket(), { "Sec-Fetch-Dest": destination })).status).toBe(200);
  });

  it("of a member is refused once the site has no members", async () => {
    const { ticket, call } = await openRecordedCall();
    const sealed = (await ticket()).slice(PUBLIC_URL.length);
    const site = { members: undefined, visitors: { rows: "public", scopes: ["recordings:read"] } } as const;
    const broker = siteBroker(site, { fetch: (await openRecordedCall({ call })).fetch });
    await expectProblem(await broker.request(`${PUBLIC_URL}${sealed}`), "not_found");
  });

  it("of a visitor ends with what visitors may", async () => {
    const call = rawCall();
    const { fetch } = await openRecordedCall({ call });
    const open = (changes: Parameters<typeof siteBroker>[0]) => siteBroker(changes, { fetch });
    const scopes = ["calls:read", "recordings:read"] as const;
    const page = await TestPage.visit(open({ visitors: { rows: "public", scopes } }));
    const answer = await page.get(`/v1/calls/${call.callId}/recording`, { method: "POST" });
    const { url } = await answer.json<RecordingTicket>();
    const hearWith = (changes: Parameters<typeof siteBroker>[0]) => open(changes).request(url);
    expect((await hearWith({ visitors: { rows: "public", scopes } })).status).toBe(200);
    for (const visitors of [
      undefined,
      { rows: "public", scopes: ["calls:read"] },
      { rows: "own", scopes },
    ] as const) {
      await expectProblem(await hearWith({ visitors }), "not_found");
    }
  });

  it("is refused once its origin or agent is out of the config", async () => {
    const { ticket, call } = await openRecordedCall();
    const sealed = (await ticket()).slice(PUBLIC_URL.length);
    const hearWith = async (site: Partial<SiteConfig>) =>
      (await openRecordedCall({ call, setting: { scopes: ["recordings:read"], site } })).hear(
        `${PUBLIC_URL}${sealed}`,
      );
    expect((await hearWith({})).status).toBe(200);
    expect((await hearWith({ agents: [AGENT_A] })).status).toBe(200);
    await expectProblem(await hearWith({ agents: [AGENT_B] }), "not_found");
    const moved = brokerGranting(null, { site: { origins: ["https://other.example"] } });
    await expectProblem(await moved.request(`${PUBLIC_URL}${sealed}`), "not_found");
  });

  it("is never logged", async () => {
    let isThere = true;
    const { ticket, hear, broker } = await openRecordedCall({
      storage: (request) =>
        isThere ? audio(request.headers.get("Range")) : new Response("gone", { status: 410 }),
    });
    const url = await ticket();
    const sealed = url.split("/").at(-1) ?? "";
    expect(sealed.length).toBeGreaterThan(100);
    isThere = false;
    expect((await hear(url)).status).toBe(503);
    await hear(url, { Origin: "https://evil.example" });
    await hear(`${url}x`);
    expect(JSON.stringify(broker.log)).not.toContain(sealed.slice(0, 40));
  });

  it("leaves no line while it is used, with which the platform could store its URL", async () => {
    let isThere = true;
    const { askForTicket, ticket, hear, broker } = await openRecordedCall({
      storage: (request) => (isThere ? audio(request.headers.get("Range")) : new Response("<html>")),
    });
    const url = await ticket();
    isThere = false;
    await expectProblem(await hear(url), "upstream_invalid");
    expect(broker.log).toEqual([]);
    await expectProblem(await askForTicket(), "upstream_invalid");
    expect(broker.log).toEqual([expect.objectContaining({ event: "upstream_invalid" })]);
  });
});
