import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { parse } from "jsonc-parser";
import { ownerPackage, ownerWrangler, withNewBindings } from "../src/folder/owner-files.ts";

interface Wrangler {
  name: string;
  main: string;
  assets: object;
  durable_objects: { bindings: { name: string; class_name: string }[] };
  migrations: { tag: string }[];
  queues: { producers: { queue: string }[]; consumers: { queue: string }[] };
  ratelimits: { name: string; namespace_id: string }[];
  vars?: object;
  workers_dev: boolean;
  routes?: (string | object)[];
}

const EDGE = readFileSync(new URL("../../../apps/edge/wrangler.jsonc", import.meta.url), "utf8");
const OBJECTS = readFileSync(new URL("../../broker/src/objects.ts", import.meta.url), "utf8");
const SETTINGS = { name: "keyhole", ownUrl: null, vars: {} };
const read = (text: string) => parse(text) as Wrangler;

describe("the owner's wrangler.jsonc", () => {
  it("is that of the deployable Worker, in the places of an owner's folder", () => {
    const edge = read(EDGE);
    assert.deepEqual(read(ownerWrangler(EDGE, SETTINGS)), {
      ...edge,
      main: "worker.ts",
      assets: { ...edge.assets, directory: "node_modules/@keyhole/elements/dist" },
    });
  });

  it("keeps the comments", () => {
    const comments = (text: string) => text.match(/^ *\/\/.*$/gm)?.length;
    assert.equal(comments(ownerWrangler(EDGE, { ...SETTINGS, vars: { A: "b" } })), comments(EDGE));
  });

  it("has a domain or a route for an address of the owner's own", () => {
    const at = (ownUrl: string) => read(ownerWrangler(EDGE, { ...SETTINGS, ownUrl }));
    assert.equal(at("https://voice.acme.com").workers_dev, false);
    assert.deepEqual(at("https://voice.acme.com").routes, [
      { pattern: "voice.acme.com", custom_domain: true },
    ]);
    assert.deepEqual(at("https://acme.com/voice").routes, ["acme.com/voice/*"]);
  });

  it("shares no queue and no count of a rate limit with a Worker of another name", () => {
    const [one, other] = ["keyhole", "voice"].map((name) => read(ownerWrangler(EDGE, { ...SETTINGS, name })));
    const shared = (wrangler: Wrangler | undefined) => [
      ...(wrangler?.queues.consumers.map(({ queue }) => queue) ?? []),
      ...(wrangler?.ratelimits.map(({ namespace_id }) => namespace_id) ?? []),
    ];
    assert.equal(new Set([...shared(one), ...shared(other)]).size, shared(one).length * 2);
    assert.equal(other?.queues.producers[0]?.queue, other?.queues.consumers[0]?.queue);
  });

  it("names only Durable Objects that @keyhole/broker/objects exports", () => {
    const exported = OBJECTS.match(/\b\w+Object\b/g);
    const bound = read(EDGE).durable_objects.bindings.map(({ class_name }) => class_name);
    assert.deepEqual(
      bound.filter((name) => !exported?.includes(name)),
      [],
    );
  });
});

describe("the settings of the Worker's platform", () => {
  /** As wrangler reads them, in a checkout and in an owner's folder. */
  const files: Record<string, object> = {
    "apps/edge": parse(EDGE),
    "an owner's folder": parse(ownerWrangler(EDGE, { ...SETTINGS, name: "voice", vars: { A: "b" } })),
  };
  for (const [where, settings] of Object.entries(files)) {
    it(`keep URLs out of records, hide versions, bound CPU time and stay in the zone, in ${where}`, () => {
      assert.partialDeepStrictEqual(settings, {
        compatibility_flags: ["global_fetch_strictly_public"],
        preview_urls: false,
        limits: { cpu_ms: 1000 },
        observability: {
          enabled: true,
          redact_query_string: true,
          logs: { enabled: true, invocation_logs: false },
          traces: { enabled: false },
        },
      });
    });
  }
});

describe("withNewBindings", () => {
  const own = ownerWrangler(EDGE, { ...SETTINGS, name: "voice", vars: { MINE: "kept" } });

  it("leaves a file as it is that lacks nothing", () => {
    assert.equal(withNewBindings(own, EDGE), own);
  });

  it("adds bindings, migrations and limits of a later version, in order, and keeps what is the owner's", () => {
    const later = EDGE.replace(/("name": "VIEWERS")/, '"name": "LATER", "class_name": "LaterObject" }, { $1')
      .replace(/("migrations": \[)/, '$1 { "tag": "v0", "new_sqlite_classes": ["LaterObject"] },')
      .replace(/("ratelimits": \[)/, '$1 { "name": "SHIELD_LATER", "namespace_id": "1" },');
    const grown = withNewBindings(own, later);
    const [before, after] = [read(own), read(grown)];
    assert.deepEqual(after, {
      ...before,
      durable_objects: {
        bindings: [...before.durable_objects.bindings, { name: "LATER", class_name: "LaterObject" }],
      },
      migrations: [...before.migrations, { tag: "v0", new_sqlite_classes: ["LaterObject"] }],
      ratelimits: [
        ...before.ratelimits,
        read(ownerWrangler(later, { ...SETTINGS, name: "voice" })).ratelimits[0],
      ],
    });
    assert.equal(withNewBindings(grown, later), grown);
  });
});

describe("the owner's package.json", () => {
  it("asks for versions that an upgrade raises", () => {
    const { dependencies } = JSON.parse(ownerPackage("keyhole", { keyhole: "1.2.3", wrangler: "4.5.6" })) as {
      dependencies: Record<string, string>;
    };
    assert.deepEqual(dependencies, { "@keyhole/broker": "^1.2.3", "@keyhole/elements": "^1.2.3" });
  });
});
