import type { RecordingTicket } from "@keyhole/contract";
import { describe, expect, it } from "vitest";
import type { SiteConfig } from "../../src/index.ts";
import { brokerGranting } from "../support/enter-as.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { PAGE_ORIGIN, PUBLIC_URL, UPSTREAM_KEY } from "../support/identities.ts";
import { AGENT_A, AGENT_B, rawCall } from "../support/raw-call.ts";
import { audio, openStage, redirect } from "./recording-stage.ts";

const ended = (seconds: number) => {
  const joinedMs = Date.parse("2026-07-02T09:00:00Z");
  return rawCall({
    joined: new Date(joinedMs).toISOString(),
    ended: new Date(joinedMs + seconds * 1000).toISOString(),
  });
};

describe("POST /v1/calls/:id/recording", () => {
  it.each([
    [60, 600],
    [299, 600],
    [1800, 3600],
    [3600, 7200],
    [9000, 10_800],
  ])("a recording of %i s has a ticket for %i s", async (duration, life) => {
    const { askForTicket } = await openStage({ call: ended(duration) });
    const before = Date.now();
    const answer = await askForTicket();
    const { url, expiresAt } = await answer.json<RecordingTicket>();
    expect(url.startsWith(`${PUBLIC_URL}/v1/recordings/`)).toBe(true);
    const lifeMs = Date.parse(expiresAt) - before;
    expect(lifeMs).toBeGreaterThanOrEqual(life * 1000);
    expect(lifeMs).toBeLessThan(life * 1000 + 20_000);
  });

  it("says that a recording is not ready, and when to ask again", async () => {
    const { askForTicket } = await openStage({ recording: () => new Response(null, { status: 425 }) });
    const problem = await expectProblem(await askForTicket(), "recording_not_ready");
    expect(problem.retryAfterSeconds).toBe(5);
  });

  it.each([
    ["is none", { recording: () => new Response(null, { status: 404 }) }],
    ["was none to be", { call: rawCall({ recordingEnabled: false }) }],
  ])("says that there %s", async (_, options) => {
    const { askForTicket } = await openStage(options);
    await expectProblem(await askForTicket(), "not_found");
  });

  it("needs recordings:read, and a call inside the grant", async () => {
    const without = await openStage({ setting: { scopes: ["calls:read"] } });
    await expectProblem(await without.askForTicket(), "scope_missing");
    const rows = { metadata: { tenant: "tenant-b" } };
    const outside = await openStage({ setting: { scopes: ["recordings:read"], rows } });
    await expectProblem(await outside.askForTicket(), "not_found");
    expect(outside.asked.some(({ url }) => url.includes("/recording"))).toBe(false);
  });

  it("takes a proof once, also where another isolate saw it", async () => {
    const { page, call } = await openStage();
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
  ])("follows no redirect to %s", async (_, location) => {
    const { askForTicket, asked } = await openStage({ recording: () => redirect(location) });
    await expectProblem(await askForTicket(), "upstream_invalid");
    expect(asked.every(({ url }) => url.startsWith("https://api.ultravox.ai/"))).toBe(true);
  });

  it("never shows the key to the storage", async () => {
    const seen: string[] = [];
    const { askForTicket } = await openStage({
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
  it("opens from the page's origin and without one, and from no other", async () => {
    const { ticket, hear } = await openStage();
    const url = await ticket();
    expect((await hear(url, { Origin: PAGE_ORIGIN })).status).toBe(200);
    expect((await hear(url)).status).toBe(200);
    await expectProblem(await hear(url, { Origin: "https://evil.example" }), "origin_not_allowed");
    await expectProblem(await hear(url, { Origin: "null" }), "origin_not_allowed");
  });

  it("ends", async () => {
    let nowMs = Date.now();
    const { ticket, hear } = await openStage({
      call: ended(60),
      setting: { scopes: ["recordings:read"], now: () => nowMs },
    });
    const url = await ticket();
    nowMs += 599_000;
    expect((await hear(url)).status).toBe(200);
    nowMs += 2000;
    await expectProblem(await hear(url), "not_found");
  });

  it("is nothing else, and nothing else is a ticket", async () => {
    const { ticket, hear, page } = await openStage();
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

  it("counts against the limits of who asked for it", async () => {
    const limits = { member: { requestsPerMinute: 3 } };
    const { ticket, hear } = await openStage({ setting: { scopes: ["recordings:read"], site: { limits } } });
    const url = await ticket();
    expect((await hear(url)).status).toBe(200);
    expect((await hear(url)).status).toBe(200);
    await expectProblem(await hear(url), "rate_limited");
  });

  it("is closed when the owner takes its origin or its agent out of the config", async () => {
    const { ticket, call } = await openStage();
    const sealed = (await ticket()).slice(PUBLIC_URL.length);
    const hearWith = async (site: Partial<SiteConfig>) =>
      (await openStage({ call, setting: { scopes: ["recordings:read"], site } })).hear(
        `${PUBLIC_URL}${sealed}`,
      );
    expect((await hearWith({})).status).toBe(200);
    expect((await hearWith({ agents: [AGENT_A] })).status).toBe(200);
    await expectProblem(await hearWith({ agents: [AGENT_B] }), "not_found");
    const moved = brokerGranting(null, { site: { origins: ["https://other.example"] } });
    await expectProblem(await moved.request(`${PUBLIC_URL}${sealed}`), "not_found");
  });

  it("stands in no log line", async () => {
    let isThere = true;
    const { ticket, hear, broker } = await openStage({
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
});
