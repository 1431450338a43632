import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createObjectState } from "../../src/worker/object-state.ts";

const BINDINGS = [
  ...["VIEWERS", "SITES", "UPSTREAMS", "PROJECT_KEYS"],
  ...["STARTS", "DELIVERIES", "SWITCHES", "AUDIT"],
];

/** Uses one object of each binding. Returns where each was looked for. */
async function placesOf(jurisdiction?: string): Promise<Record<string, string>> {
  const places: Record<string, string> = {};
  const namespaceIn = (place: string, binding: string): object => ({
    jurisdiction: (name: string) => namespaceIn(name, binding),
    getByName() {
      places[binding] = place;
      return new Proxy({}, { get: () => async () => ({ ok: true }) });
    },
  });
  const env = {
    KEYHOLE_SECRET: "a secret of the tests, of 32 bytes or more",
    DELIVERY_QUEUE: {},
    ...(jurisdiction !== undefined && { KEYHOLE_JURISDICTION: jurisdiction }),
    ...Object.fromEntries(BINDINGS.map((binding) => [binding, namespaceIn("anywhere", binding)])),
  };
  const state = createObjectState(env);
  // What is asked does not matter: only which object is.
  const ask = {} as never;
  await state.viewer("acme", "visitor:1").admit(ask);
  await state.site("acme", "members").take(ask);
  await state.upstream("ultravox", "key").lease(ask);
  await state.projectKey("https://api.cekura.ai", 1).claim(ask);
  await state.startsOfKey("ultravox", "key").describe?.(ask);
  await state.deliveries("acme").claim(ask);
  await state.switches("acme").read(ask);
  await state.audit().list(ask);
  return places;
}

describe("KEYHOLE_JURISDICTION", () => {
  it("keeps every Durable Object there", async () => {
    const places = await placesOf("eu");
    assert.deepEqual(places, Object.fromEntries(BINDINGS.map((binding) => [binding, "eu"])));
  });

  it("leaves the place to Cloudflare where it is not set, or empty", async () => {
    const anywhere = Object.fromEntries(BINDINGS.map((binding) => [binding, "anywhere"]));
    assert.deepEqual([await placesOf(), await placesOf("")], [anywhere, anywhere]);
  });
});
