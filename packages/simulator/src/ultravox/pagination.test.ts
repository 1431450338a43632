import assert from "node:assert/strict";
import { test } from "node:test";
import { read, readAll, send, type WireCall, type WirePage, walk } from "../../test/support/api-client.ts";
import { startForTests } from "../../test/support/fixture.ts";
import { RECEPTION_AGENT_ID } from "../calls/agents.ts";

const COUNT = 203;

function start() {
  return startForTests({ callCount: COUNT });
}

function ids(calls: readonly WireCall[]): string[] {
  return calls.map((call) => call.callId);
}

test("gives a page 20 rows by default and 100 at most", async () => {
  const simulator = await start();
  const sizes = [];
  for (const query of ["", "?pageSize=7", "?pageSize=100", "?pageSize=101", "?pageSize=99999999999"]) {
    sizes.push((await read<WirePage>(simulator, `/calls${query}`)).results.length);
  }
  assert.deepEqual(sizes, [20, 7, 100, 100, 100]);
});

test("walks every call exactly once, newest first, with total on every page", async () => {
  const simulator = await start();
  const pages = await walk(simulator, "/calls?pageSize=17");
  const rows = pages.flatMap((page) => page.results);
  assert.equal(pages.length, Math.ceil(COUNT / 17));
  assert.equal(new Set(ids(rows)).size, COUNT);
  assert.deepEqual([...new Set(pages.map((page) => page.total))], [COUNT]);
  const times = rows.map((call) => call.created);
  assert.deepEqual(times, times.toSorted().toReversed());
});

test("ends a walk of full pages without an empty one", async () => {
  const simulator = await startForTests({ callCount: 40 });
  const pages = await walk(simulator, "/calls?pageSize=20");
  assert.deepEqual(
    pages.map((page) => page.results.length),
    [20, 20],
  );
});

for (const sort of ["-created", "created"]) {
  test(`walks every call exactly once by ${sort} while calls are added`, async () => {
    const simulator = await start();
    const before = new Set(ids(await readAll(simulator, "/calls?pageSize=100")));
    const seen: string[] = [];
    for (let next: string | null = `/calls?pageSize=20&sort=${sort}`; next !== null; ) {
      const page: WirePage = await read<WirePage>(simulator, next);
      seen.push(...ids(page.results));
      if (seen.length < 150) {
        simulator.addCall({ status: "active" });
        simulator.addCall({ created: "2026-05-20T10:00:00.123456Z" });
      }
      next = page.next;
    }
    assert.equal(new Set(seen).size, seen.length, "no call twice");
    assert.deepEqual(
      [...before].filter((id) => !seen.includes(id)),
      [],
      "no call is skipped",
    );
  });
}

test("lists all calls of the same microsecond in a fixed order", async () => {
  const simulator = await startForTests({ callCount: 0 });
  const added = Array.from({ length: 9 }, () =>
    simulator.addCall({ created: "2026-07-01T10:00:00.000001Z" }),
  );
  assert.deepEqual(ids(await readAll(simulator, "/calls?pageSize=2")), added.toReversed());
  assert.deepEqual(ids(await readAll(simulator, "/calls?pageSize=2&sort=created")), added);
});

test("makes next and previous absolute, with the other parameters, and reversible", async () => {
  const simulator = await start();
  const query = `/calls?pageSize=5&agentIds=${RECEPTION_AGENT_ID}&metadata.tenant=tenant-a`;
  const first = await read<WirePage>(simulator, query);
  assert.equal(first.previous, null);
  const next = first.next ?? assert.fail("there is no second page");
  assert.ok(next.startsWith(`${simulator.baseUrl}/calls?`));
  const parameters = new URL(next).searchParams;
  assert.equal(parameters.get("agentIds"), RECEPTION_AGENT_ID);
  assert.equal(parameters.get("metadata.tenant"), "tenant-a");
  assert.equal(parameters.get("pageSize"), "5");
  const second = await read<WirePage>(simulator, next);
  const third = await read<WirePage>(simulator, second.next ?? "");
  const backToSecond = await read<WirePage>(simulator, third.previous ?? "");
  assert.deepEqual(ids(backToSecond.results), ids(second.results));
  const backToFirst = await read<WirePage>(simulator, backToSecond.previous ?? "");
  assert.deepEqual(ids(backToFirst.results), ids(first.results));
  assert.equal(backToFirst.previous, null);
  assert.deepEqual(
    ids((await read<WirePage>(simulator, backToFirst.next ?? "")).results),
    ids(second.results),
  );
});

test("lets the page size change from page to page", async () => {
  const simulator = await start();
  const all = ids(await readAll(simulator, "/calls?pageSize=100"));
  const first = await read<WirePage>(simulator, "/calls?pageSize=3");
  const cursor = new URL(first.next ?? "").searchParams.get("cursor") ?? "";
  const rest = await read<WirePage>(simulator, `/calls?pageSize=50&cursor=${encodeURIComponent(cursor)}`);
  assert.deepEqual(ids(rest.results), all.slice(3, 53));
});

test("refuses a malformed cursor like the vendor's framework", async () => {
  const simulator = await start();
  for (const cursor of ["x", "cD0x", "%00"]) {
    const response = await send(simulator, `/calls?cursor=${cursor}`);
    assert.equal(response.status, 404);
    assert.deepEqual(await response.json(), { detail: "Invalid cursor" });
  }
});
