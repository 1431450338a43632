import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import type { Demo } from "@keyhole/launch";
import type { Call } from "./support/calls.ts";
import { sharedDemo } from "./support/shared.ts";
import { assertionFor, createStranger, tokenFor } from "./support/stranger.ts";

let demo: Demo;
before(async () => {
  demo = await sharedDemo.acquire();
});
after(() => demo && sharedDemo.release());

async function codeOf(response: Response): Promise<unknown> {
  return ((await response.json()) as { code?: string }).code;
}

async function listOf(response: Response): Promise<Call[]> {
  assert.equal(response.status, 200);
  return ((await response.json()) as { items: Call[] }).items;
}

/** Status, headers and body without what differs from request to request. */
async function shapeOf(response: Response): Promise<unknown> {
  const body = (await response.json()) as Record<string, unknown>;
  const headers = [...response.headers].filter(([name]) => !["date", "x-request-id"].includes(name));
  return { status: response.status, headers, body: { ...body, requestId: "" } };
}

test("another tenant's call looks just as one that does not exist", async () => {
  const [maya, jonas] = [await createStranger(demo), await createStranger(demo)];
  const mayasToken = await tokenFor(demo, "maya", maya);
  const jonasToken = await tokenFor(demo, "jonas", jonas);
  const [foreign] = await listOf(await jonas.get("/v1/calls?limit=1", jonasToken));
  const [own] = await listOf(await maya.get("/v1/calls?limit=1", mayasToken));

  assert.equal((await maya.get(`/v1/calls/${own?.id}`, mayasToken)).status, 200);
  assert.equal((await jonas.get(`/v1/calls/${foreign?.id}`, jonasToken)).status, 200);
  const notHers = await shapeOf(await maya.get(`/v1/calls/${foreign?.id}`, mayasToken));
  const missing = await shapeOf(await maya.get(`/v1/calls/${randomUUID()}`, mayasToken));
  assert.deepEqual(notHers, missing);
  assert.equal((notHers as { status: number }).status, 404);
});

test("support of one tenant reaches no call of another by any id on any route", async () => {
  const [maya, jonas] = [await createStranger(demo), await createStranger(demo)];
  const mayasToken = await tokenFor(demo, "maya", maya);
  const foreign = await listOf(await jonas.get("/v1/calls?limit=10", await tokenFor(demo, "jonas", jonas)));
  assert.equal(foreign.length, 10);
  const routes: ((id: string) => Promise<Response>)[] = [
    (id) => maya.get(`/v1/calls/${id}`, mayasToken),
    (id) => maya.get(`/v1/calls/${id}/messages`, mayasToken),
    (id) => maya.get(`/v1/calls/${id}/events?severity=debug`, mayasToken),
    (id) => maya.post(`/v1/calls/${id}/recording`, mayasToken),
  ];
  for (const route of routes) {
    const missing = await shapeOf(await route(randomUUID()));
    assert.equal((missing as { status: number }).status, 404);
    for (const { id } of foreign) {
      for (const spelt of [id, id.toUpperCase()])
        assert.deepEqual(await shapeOf(await route(spelt)), missing);
    }
  }
});

test("a token is of no use without the key that it was made for", async () => {
  const [maya, thief] = [await createStranger(demo), await createStranger(demo)];
  const token = await tokenFor(demo, "maya", maya);
  const stolen = await thief.get("/v1/calls", token);
  assert.equal(stolen.status, 401);
  const bearer = await fetch(`${demo.brokerUrl}/v1/calls`, { headers: { Authorization: `Bearer ${token}` } });
  assert.equal(bearer.status, 401);
});

test("an assertion is of no use to another key", async () => {
  const [maya, thief] = [await createStranger(demo), await createStranger(demo)];
  const assertion = await assertionFor(demo, "maya", maya);
  const refused = await thief.mint(assertion);
  assert.equal(refused.status, 400);
  assert.match(String(await codeOf(refused)), /^assertion_(invalid|reused)$/);
  assert.equal((await maya.mint(assertion)).status, 200);
});
