import { SCOPES } from "@keyhole/contract";
import { describe, expect, inject, it } from "vitest";
import { enterAs } from "../support/enter-as.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { UPSTREAM_KEY } from "../support/identities.ts";
import { DANGER, rawCall } from "../support/raw-call.ts";
import { pathOf, routesOf } from "../support/routes-of.ts";
import { simulatorEnv } from "../support/simulated.ts";
import { testBroker } from "../support/test-config.ts";
import { walkCalls } from "../support/walk-calls.ts";

const CALL = rawCall();
const ROUTES = routesOf(testBroker()).filter(({ path }) => path.startsWith("/v1/"));

describe("a call with a secret in every field that no page may see", () => {
  it("is answered by the upstream with its secrets", async () => {
    const raw = JSON.stringify(CALL);
    for (const field of ["joinUrl", "systemPrompt", "callbacks", "sip", "requestContext", "initialState"]) {
      expect(raw).toContain(`"${field}"`);
    }
    expect(raw.split(DANGER).length).toBeGreaterThan(20);
  });

  it.each(ROUTES)("is answered without them by $method $path", async (route) => {
    const page = await enterAs(new FakeUpstream([CALL]).fetch, {
      scopes: SCOPES,
      site: { metadata: ["tenant"] },
    });
    const response = await page.get(pathOf(route, CALL.callId), { method: route.method });
    const told = JSON.stringify([...response.headers]) + (await response.text());
    expect(told).not.toContain(DANGER);
    for (const field of ["joinUrl", "prompt", "callback", "voice", "api.ultravox", "upstream"]) {
      if (response.status < 400) expect(told.toLowerCase()).not.toContain(field.toLowerCase());
    }
  });
});

describe("the simulator's calls", () => {
  it("are answered without a secret in lists and details", async () => {
    const page = await enterAs(null, {
      scopes: SCOPES,
      env: simulatorEnv(),
      site: { metadata: ["tenant", "page"] },
    });
    const { pages, ids } = await walkCalls(page, { limit: "50" });
    const details = await Promise.all(
      ids.slice(0, 30).map(async (id) => (await page.get(`/v1/calls/${id}`)).text()),
    );
    const told = JSON.stringify(pages) + details.join("") + (await (await page.get("/v1/agents")).text());
    expect(told).not.toMatch(/simsecret|joinUrl|wss:\/\//);
    expect(told.length).toBeGreaterThan(100_000);
  });

  it("are answered by the upstream with secrets", async () => {
    const response = await fetch(`${inject("simulatorUrl")}/calls`, {
      headers: { "X-API-Key": UPSTREAM_KEY },
    });
    expect(await response.text()).toContain("simsecret_");
  });
});
