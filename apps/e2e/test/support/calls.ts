import type { Locator, Page } from "playwright-core";
import type { Answer } from "./recorder.ts";
import { settled } from "./settled.ts";
import type { WatchedPage } from "./world.ts";

/** A call as the broker answers it, as far as the tests look. */
export interface Call {
  id: string;
  createdAt: string;
  source: "ultravox" | "cekura";
  metadata: Record<string, string>;
  agent: { id: string } | null;
  endedAt: string | null;
  hasRecording: boolean;
}

/** The place of a call whose recording is ready: some minutes after its end. */
export function placeOfRecorded(calls: readonly Call[]): number {
  return calls.findIndex(
    ({ endedAt, hasRecording }) =>
      hasRecording && endedAt !== null && Date.parse(endedAt) < Date.now() - 600_000,
  );
}

export function rows(page: Page): Locator {
  return page.locator("keyhole-calls").getByRole("row");
}

/** The button of a row, which opens the call. */
export function openButton(row: Locator): Locator {
  return row.getByRole("button").first();
}

/** Chooses who is looking, as a person does. */
export async function lookAs(page: Page, name: string): Promise<void> {
  await page.getByRole("radio", { name }).check();
}

/** Waits until the list shows rows, or says why it has none: no answer to it is on its way. */
export async function listShown(page: Page): Promise<void> {
  const body = page.locator("keyhole-calls [part~='body']").first();
  await body.filter({ hasNot: page.locator("[part~='skeleton']") }).waitFor({ state: "attached" });
  await settled(page);
}

/** How long the broker answers a question as it did before, whoever asks: two seconds, and what a clock is off. */
const ANSWER_LIFE_MS = 2_100;

/** Waits until the broker asks the upstream again. Otherwise a change there would show with the next poll. */
export async function outliveAnswers(page: Page): Promise<void> {
  await page.waitForTimeout(ANSWER_LIFE_MS);
}

/** Chooses who is looking and resolves to the first page of calls that this viewer is answered. */
export async function callsAs(watched: WatchedPage, name: string): Promise<Call[]> {
  await listShown(watched.page);
  const [calls] = await Promise.all([nextList(watched), lookAs(watched.page, name)]);
  return calls;
}

/** The calls of the next list answer, which may come along with a token. */
export async function nextList({ recording }: WatchedPage): Promise<Call[]> {
  const answer = await recording.nextAnswer((answer) => callsOf(answer) !== undefined);
  return callsOf(answer) ?? [];
}

function callsOf({ method, url, status, body }: Answer): Call[] | undefined {
  if (status !== 200) return undefined;
  if (method === "GET" && url.pathname === "/v1/calls") return (JSON.parse(body) as { items: Call[] }).items;
  if (method !== "POST" || url.pathname !== "/v1/token") return undefined;
  return (JSON.parse(body) as { first?: { body: { items?: Call[] } } }).first?.body.items;
}

/** The next answer about one call. */
export function nextDetail({ recording }: WatchedPage): Promise<Answer> {
  return recording.nextAnswer(
    ({ method, url }) => method === "GET" && /^\/v1\/calls\/[^/]+$/.test(url.pathname),
  );
}

/** Opens the first call: the part that is loaded later works, too. */
export async function openFirstCall(page: Page): Promise<void> {
  const list = page.locator("keyhole-calls");
  await openButton(list.getByRole("row").first()).click();
  await list.getByText("Call ID").waitFor({ state: "attached" });
}
