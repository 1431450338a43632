import { equal } from "../../test/assert.ts";
import { describe, it } from "../../test/mocha.ts";
import { AuditStore } from "./audit-store.ts";
import { createAdminClient } from "./create-admin-client.ts";
import { DeliveriesStore } from "./deliveries-store.ts";
import { FiguresStore } from "./figures-store.ts";
import { SwitchesStore } from "./switches-store.ts";

const BASE = "https://keyhole.acme.example/";

/** A client whose broker answers the same to everything, and the addresses that were asked. */
function clientOf(answer: (url: URL) => Response) {
  const asked: URL[] = [];
  const client = createAdminClient({
    base: BASE,
    secret: "secret",
    fetch: async (url) => {
      asked.push(new URL(String(url)));
      return answer(new URL(String(url)));
    },
  });
  return { client, asked };
}

const BODIES: readonly unknown[] = [null, 1, "text", [], {}, { items: 1 }, { items: [1, null], next: null }];

describe("an answer that no broker gives", () => {
  for (const body of BODIES) {
    it(`is told as such, and shows nothing: ${JSON.stringify(body)}`, async () => {
      const { client } = clientOf(() => Response.json(body));
      const audit = new AuditStore(client);
      const deliveries = new DeliveriesStore(client);
      await Promise.all([audit.load(), deliveries.load()]);
      for (const { state } of [audit, deliveries])
        equal([state.phase, state.failure?.kind], ["failed", "foreign"]);
    });
  }

  it("leaves out fields of other types", async () => {
    const items = [
      {
        id: "1",
        at: "2026-11-30T09:00:00Z",
        kind: "mint",
        site: 4,
        subject: {},
        requestId: [],
        code: 1,
        call: 2,
      },
      { id: "2", at: "yesterday", kind: "mint" },
      { id: "3", at: "2026-11-30T09:00:00Z", kind: "party" },
    ];
    const audit = new AuditStore(clientOf(() => Response.json({ items, next: null })).client);
    await audit.load();
    equal(
      audit.state.events.map(({ id, site, subject, requestId, code, call }) => [
        id,
        site,
        subject,
        requestId,
        code,
        call,
      ]),
      [["1", null, null, null, null, null]],
    );
  });

  it("leads the secret to no other address than the broker's", async () => {
    const { client, asked } = clientOf(() => {
      const link = '<https://evil.example/v1/admin/audit?cursor=c2>; rel="next"';
      const isFirst = asked.length === 1;
      return new Response("{}\n", {
        headers: { "Content-Type": "application/x-ndjson", ...(isFirst ? { Link: link } : {}) },
      });
    });
    const file = await new AuditStore(client).save();
    equal(file, { lines: "{}\n{}\n", count: 2, isPart: false });
    equal(
      asked.map(({ origin }) => origin),
      [new URL(BASE).origin, new URL(BASE).origin],
    );
    equal(asked[1]?.searchParams.get("cursor"), "c2");
  });

  it("ends a list that never ends", async () => {
    const item = { id: "1", at: "2026-11-30T09:00:00Z", kind: "mint" };
    const { client, asked } = clientOf(() => Response.json({ items: [item], next: "again" }));
    const figures = new FiguresStore(client, () => Date.parse("2026-11-30T10:00:00Z"));
    await figures.load();
    equal([figures.state.counted?.isPart, asked.length], [true, 20]);
  });

  it("keeps names in the path of an address apart from it", async () => {
    const { client, asked } = clientOf(() => Response.json({ disabled: true, calls: null, items: [] }));
    await new SwitchesStore(client).flip({ site: "../audit", subject: "a/b" }, true);
    equal(asked[0]?.pathname, "/v1/admin/switches/..%2Faudit/subjects/a%2Fb");
  });
});
