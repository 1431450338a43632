import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Demo } from "@keyhole/launch";
import type { Page } from "playwright-core";
import {
  type Call,
  callsAs,
  listShown,
  nextList,
  openButton,
  placeOfRecorded,
  rows,
} from "./support/calls.ts";
import { createStranger, tokenFor } from "./support/stranger.ts";
import { openWorld, type World } from "./support/world.ts";

/** An evaluation as the broker answers it, as far as the tests look. */
interface Evaluation {
  callId: string;
  verdict: string;
  reason: string | null;
  metrics: { passed: boolean | null; atMs: number[] }[];
}

/** Asks the broker as a member would, and expects 200. */
async function memberOf(demo: Demo, member: string, site: "acme" | "outbound" = "acme") {
  const stranger = await createStranger(demo, site);
  const token = await tokenFor(demo, member, stranger);
  return {
    get: (path: string) => stranger.get(path, token),
    async read<Body>(path: string): Promise<Body> {
      const answer = await stranger.get(path, token);
      assert.equal(answer.status, 200, path);
      return (await answer.json()) as Body;
    },
  };
}

type Member = Awaited<ReturnType<typeof memberOf>>;

/** The evaluations of the newest calls. */
async function newestEvaluations({ read }: Member): Promise<Evaluation[]> {
  const evaluations: Evaluation[] = [];
  let cursor = "";
  for (let pages = 0; pages < 4; pages += 1) {
    const page = await read<{ items: Call[]; next: string | null }>(`/v1/calls?limit=50${cursor}`);
    const names = page.items.map(({ id }) => `call=${id}`).join("&");
    const { items } = await read<{ items: Evaluation[] }>(`/v1/evaluations?${names}`);
    evaluations.push(...items);
    cursor = `&cursor=${page.next}`;
  }
  return evaluations;
}

/** A row whose call can be heard at the time of a failed metric, and that time. */
async function failedMoment(
  { read }: Member,
  calls: readonly Call[],
): Promise<{ row: number; atMs: number }> {
  for (const [row, call] of calls.entries()) {
    if (placeOfRecorded([call]) < 0) continue;
    const { metrics } = await read<Evaluation>(`/v1/calls/${call.id}/evaluation`);
    const [atMs] = metrics.find(({ passed, atMs }) => passed === false && atMs.length > 0)?.atMs ?? [];
    if (atMs !== undefined && atMs > 3000) return { row, atMs };
  }
  return assert.fail("no failed metric has a time");
}

/** Opens the call in a row, plays its recording, and waits until that is heard. */
async function playCall(page: Page, row: number): Promise<void> {
  await openButton(rows(page).nth(row)).click();
  await page.locator("keyhole-calls [part~='turn']").first().waitFor();
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await page.waitForFunction(() => {
    const root = document.querySelector("keyhole-calls")?.shadowRoot;
    return Number(root?.querySelector<HTMLInputElement>("input.seek")?.value) > 0;
  });
}

describe("the demo with Cekura", () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world?.close());

  it("shows a member calls of every verdict, and when a failed metric failed", async () => {
    const ines = await memberOf(world.demo, "ines");
    const evaluations = await newestEvaluations(ines);
    const verdicts = new Set(evaluations.map(({ verdict }) => verdict));
    assert.deepEqual([...verdicts].sort(), ["failed", "none", "passed", "pending", "ungraded"]);
    const failed = evaluations.filter(({ verdict }) => verdict === "failed").slice(0, 5);
    const details = await Promise.all(
      failed.map(({ callId }) => ines.read<Evaluation>(`/v1/calls/${callId}/evaluation`)),
    );
    const times = details.flatMap(({ metrics }) =>
      metrics.flatMap(({ passed, atMs }) => (passed === false ? [atMs.length] : [])),
    );
    assert(
      times.some((count) => count > 0),
      `times of failed metrics: ${times}`,
    );
  });

  it("uses keys that can do less than the one it was given, one for each project", async () => {
    const [ines, outbound] = [
      await memberOf(world.demo, "ines"),
      await memberOf(world.demo, "ines", "outbound"),
    ];
    await newestEvaluations(ines);
    await outbound.read("/v1/calls?limit=1");
    const projects = world.demo.cekura.madeKeys().map(({ project }) => project);
    assert.deepEqual(projects.sort(), [1376, 1377]);
  });

  it("lists on the second site the calls that exist in Cekura alone", async () => {
    const [ines, maya] = [
      await memberOf(world.demo, "ines", "outbound"),
      await memberOf(world.demo, "maya", "outbound"),
    ];
    const all = await ines.read<{ items: Call[] }>("/v1/calls?limit=50");
    assert.deepEqual([...new Set(all.items.map(({ agent }) => agent?.id))].sort(), ["2201", "2202"]);
    const some = await maya.read<{ items: Call[] }>("/v1/calls?limit=50");
    assert.deepEqual([...new Set(some.items.map(({ agent }) => agent?.id))], ["2201"]);
  });

  it("opens such a call with its transcript and recording, on a page that the first one links", async () => {
    const watched = await world.newPage();
    const { page, complaints } = watched;
    await page.goto(world.demo.pageUrl);
    await listShown(page);
    await page.getByRole("link", { name: "Outbound calls" }).click();
    const [calls] = await Promise.all([
      nextList(watched),
      page.getByRole("button", { name: "Sign in as Inês Duarte" }).click(),
    ]);
    assert(calls.every(({ source }) => source === "cekura"));
    const list = page.locator("keyhole-calls");
    await list.getByRole("combobox", { name: "Agent" }).waitFor();
    assert.equal(await list.getByRole("searchbox").count(), 0, "Cekura has no search");
    await playCall(page, placeOfRecorded(calls));
    assert.deepEqual(complaints, []);
  });

  it("seeks the recording from a failed metric", async () => {
    const watched = await world.newPage();
    const { page, complaints } = watched;
    await page.goto(world.demo.pageUrl);
    await callsAs(watched, "Inês Duarte");
    const list = page.locator("keyhole-calls");
    const [calls] = await Promise.all([
      nextList(watched),
      list.getByRole("combobox", { name: "Verdict" }).selectOption("failed"),
    ]);
    const { row, atMs } = await failedMoment(await memberOf(world.demo, "ines"), calls);
    await openButton(rows(page).nth(row)).click();
    await list.locator("summary", { hasText: "Evaluation" }).click();
    const failed = list.locator("[part~='metric']", { has: page.locator("[part~='failed']") });
    await failed.locator("[part~='metric-time']").first().click();
    await page.waitForFunction((seconds) => {
      const root = document.querySelector("keyhole-calls")?.shadowRoot;
      const position = Number(root?.querySelector<HTMLInputElement>("input.seek")?.value);
      return position >= seconds - 0.5 && position < seconds + 30;
    }, atMs / 1000);
    assert.deepEqual(complaints, []);
  });
});

describe("the demo without a key of Cekura", () => {
  let world: World;
  before(async () => {
    world = await openWorld({ evaluates: false });
  });
  after(() => world?.close());

  it("shows calls, transcripts and recordings all the same", async () => {
    const watched = await world.newPage();
    const { page, complaints } = watched;
    await page.goto(world.demo.pageUrl);
    const calls = await callsAs(watched, "Inês Duarte");
    await playCall(page, placeOfRecorded(calls));
    assert.deepEqual(complaints, []);
    assert.equal(await page.locator("keyhole-calls [part~='notice']").count(), 0);
    for (const part of ["evaluation-more", "verdict-label", "strip"])
      assert.equal(await page.locator(`keyhole-calls [part~='${part}']`).count(), 0, part);
  });

  it("says to programs that evaluations are not configured", async () => {
    const refused = await (await memberOf(world.demo, "ines")).get("/v1/evaluations");
    assert.equal(refused.status, 503);
    assert.equal(((await refused.json()) as { code: string }).code, "not_configured");
  });
});
