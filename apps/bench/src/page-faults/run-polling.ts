import { type FaultyPage, type FaultyUpstream, pause } from "./faulty-page.ts";

/** How long the fault lasts once the list has said something. */
const FAULT_MS = 10_000;
const RECOVERY_MS = 10_000;
/** Painting, and a machine that is busy. */
const SLACK_MS = 3_000;
/** A list without news asks once a minute at least, and learns of the fault then. */
const NOTICE_MS = 65_000;
/** Requests of three elements in ten seconds, each with its preflight, token and retries. */
export const REQUESTS_MAX = 40;

/** What came of a fault between two right states of a page that polls. */
export interface Polled {
  words: string;
  broken: string[];
}

/**
 * Begins a fault while the list shows its rows, adds a call upstream meanwhile, and ends it. The rows stay, the list
 * says that they are old, and afterwards it has the upstream's rows, each once. `isSilent`: the fault need not be told.
 */
export async function runPolling(
  page: FaultyPage,
  upstream: FaultyUpstream,
  fault: { set(isOn: boolean): Promise<unknown>; isSilent?: boolean },
): Promise<Polled> {
  const before = await page.rowIds();
  await fault.set(true);
  const [list] = await page.waitFor(fault.isSilent ? 0 : NOTICE_MS, ([first]) => first === "notice");
  const added = await upstream.addCall();
  page.requests = 0;
  await pause(FAULT_MS);
  const asked = page.requests;
  const kept = await page.rowIds();
  await fault.set(false);
  const { ms, ids, expected, states } = await recover(page, upstream);
  const isRight = same(ids, expected) && states.every((shown) => shown === "right");
  const broken = [
    ...(before.length === 0 ? ["there were no rows before"] : []),
    ...(list === "notice" || fault.isSilent ? [] : ["the list does not say that its rows are old"]),
    ...(fault.isSilent || isKept(kept, before)
      ? []
      : [`rows changed while the upstream failed: ${differences(kept, before)}`]),
    ...(isRight ? [] : [`not right after ${ms} ms: ${states.join()}; rows ${differences(ids, expected)}`]),
    ...(ids.includes(added) ? [] : ["the call of meanwhile is missing"]),
    ...(new Set(ids).size < ids.length ? ["a row comes twice"] : []),
    ...(asked > REQUESTS_MAX ? [`${asked} requests`] : []),
  ];
  const words = `polling: ${list}, asks ${asked} times in 10 s, right in ${(ms / 1000).toFixed(1)} s`;
  return { words, broken };
}

/** Waits until the drawn rows are the upstream's newest, and all elements are right. */
async function recover(page: FaultyPage, upstream: FaultyUpstream) {
  const startedMs = performance.now();
  for (;;) {
    const [ids, states] = [await page.rowIds(), await page.shown()];
    const expected = await upstream.callIds(Math.max(1, ids.length));
    const ms = Math.round(performance.now() - startedMs);
    const isRight = same(ids, expected) && states.every((shown) => shown === "right");
    if (isRight || ms > RECOVERY_MS + SLACK_MS) return { ms, ids, expected, states };
    await pause(200);
  }
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id, index) => id === other[index]);
}

/** How many rows are drawn depends on the room that a strip leaves. */
function isKept(kept: readonly string[], before: readonly string[]): boolean {
  const drawn = Math.min(kept.length, before.length);
  return drawn > 0 && same(kept.slice(0, drawn), before.slice(0, drawn));
}

function differences(ids: readonly string[], expected: readonly string[]): string {
  const missing = expected.filter((id) => !ids.includes(id)).length;
  return `${ids.length}, ${missing} missing, ${new Set(ids).size} different`;
}
