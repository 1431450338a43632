import type {} from "@keyhole/elements";
import type {} from "@vaadin/grid/vaadin-grid.js";
import { nextFrame, painted, thisFramePainted } from "./painted.ts";
import { countElements, findTarget, isFilled, showsCall } from "./target.ts";

/** What does not come in this time does not come. */
const PATIENCE_MS = 10_000;
const JUMP_PATIENCE_MS = 2_000;
const SHORTEST_INTERACTION_MS = 16;

const target = findTarget();

let upgradedMs = 0;
void customElements.whenDefined(target.element.localName).then(() => {
  upgradedMs = performance.now();
});

/** The first row on the screen: milliseconds since navigation, the element's upgrade and the list's answer. */
async function waitForFirstRow(): Promise<{ navigationMs: number; upgradeMs: number; answerMs: number }> {
  for (;;) {
    await nextFrame();
    const [first] = target.rows();
    if (!first?.title || !first.element.getBoundingClientRect().height) continue;
    await thisFramePainted();
    const navigationMs = performance.now();
    // The browser notes a request later than it gives its answer.
    await painted();
    const requests = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
    // A token may bring the first page along.
    const answer =
      requests.find(({ name }) => name.includes("/v1/calls?")) ??
      requests.find(({ name }) => name.endsWith("/v1/token"));
    const answeredMs = answer?.responseEnd ?? Number.NaN;
    return { navigationMs, upgradeMs: navigationMs - upgradedMs, answerMs: navigationMs - answeredMs };
  }
}

/** Scrolls a step each frame; the length of every frame, in milliseconds. */
async function scroll(frames: number, stepPx: number): Promise<number[]> {
  const scroller = target.scroller();
  const lengths: number[] = [];
  let last = await nextFrame();
  for (let frame = 0; frame < frames; frame += 1) {
    if (scroller) scroller.scrollTop += stepPx;
    const now = await nextFrame();
    lengths.push(now - last);
    last = now;
  }
  return lengths;
}

/** The same, looking at each painted frame: how many had a hole, and between what the elements were. */
async function inspect(
  frames: number,
  stepPx: number,
): Promise<{ holes: number; fewest: number; most: number }> {
  const scroller = target.scroller();
  const seen = { holes: 0, fewest: Number.POSITIVE_INFINITY, most: 0 };
  for (let frame = 0; frame < frames; frame += 1) {
    if (scroller) scroller.scrollTop += stepPx;
    await painted();
    const elements = countElements();
    seen.fewest = Math.min(seen.fewest, elements);
    seen.most = Math.max(seen.most, elements);
    if (!isFilled(target)) seen.holes += 1;
  }
  return seen;
}

/**
 * Jumps to a share of the list; milliseconds and frames until rows with their texts fill the view. The grid sometimes
 * leaves it empty for good: that counts as the patience.
 */
async function jump(share: number): Promise<{ ms: number; frames: number }> {
  const scroller = target.scroller();
  await nextFrame();
  const startMs = performance.now();
  if (scroller) scroller.scrollTop = (scroller.scrollHeight - scroller.clientHeight) * share;
  for (let frames = 1; ; frames += 1) {
    await painted();
    const ms = performance.now() - startMs;
    if (ms > JUMP_PATIENCE_MS || isFilled(target)) return { ms, frames };
  }
}

let pressed: Promise<number> = Promise.resolve(0);

/** Gets ready for a key that goes to a call. */
function expectKey(call: number): void {
  pressed = new Promise((resolve) => {
    const listener = async () => {
      const startMs = performance.now();
      let ms = 0;
      do {
        await painted();
        ms = performance.now() - startMs;
      } while (ms < PATIENCE_MS && !(isFilled(target) && showsCall(target, call)));
      resolve(ms < PATIENCE_MS ? ms : Number.NaN);
    };
    document.addEventListener("keydown", () => void listener(), { once: true, capture: true });
  });
}

/** Brings further pages by scrolling to the end, as a viewer does; true where there are more. */
async function loadPages(count: number): Promise<boolean> {
  for (let page = 0; page < count; page += 1) {
    const loaded = new Promise<boolean>((resolve) => {
      target.element.addEventListener(
        "keyhole-calls-load",
        (event) => resolve((event as Event & { complete: boolean }).complete),
        { once: true },
      );
    });
    const scroller = target.scroller();
    if (scroller) scroller.scrollTop = scroller.scrollHeight;
    if (await loaded) return false;
    await painted();
  }
  return true;
}

/** Brings all pages. */
async function loadAll(): Promise<void> {
  while (await loadPages(1));
}

/** Drops all rows and loads the first page again. */
async function restart(): Promise<void> {
  const element = target.element as HTMLElementTagNameMap["keyhole-calls"];
  const loaded = new Promise((resolve) => {
    element.addEventListener("keyhole-calls-load", resolve, { once: true });
  });
  await element.signOut();
  await element.signIn();
  await loaded;
  await painted();
}

/** Asks for newer calls; the grid for the rows in view. */
async function refresh(): Promise<void> {
  const { element } = target;
  if (element.localName === "keyhole-calls") {
    await (element as HTMLElementTagNameMap["keyhole-calls"]).refresh();
  } else {
    (element as HTMLElementTagNameMap["vaadin-grid"]).clearCache();
    while ((element as HTMLElementTagNameMap["vaadin-grid"]).loading) await nextFrame();
  }
  await painted();
}

let slowestMs = 0;
const interactions = new PerformanceObserver((list) => noteInteractions(list.getEntries()));

function noteInteractions(entries: readonly PerformanceEntry[]): void {
  for (const { duration } of entries) slowestMs = Math.max(slowestMs, duration);
}

/** Starts to watch interactions. The browser reports none that is painted within 16 ms, and rounds to 8 ms. */
function watchInteractions(): void {
  slowestMs = SHORTEST_INTERACTION_MS;
  // The threshold is missing from TypeScript's types.
  const watched = { type: "event", durationThreshold: SHORTEST_INTERACTION_MS };
  interactions.observe(watched);
}

/** From the slowest interaction since then to the paint after it, in milliseconds. */
async function slowestInteraction(): Promise<number> {
  await painted();
  await painted();
  noteInteractions(interactions.takeRecords());
  interactions.disconnect();
  return slowestMs;
}

const first = waitForFirstRow();

const bench = {
  firstRow: () => first,
  scroll,
  inspect,
  jump,
  expectKey,
  pressed: () => pressed,
  loadPages,
  loadAll,
  restart,
  refresh,
  watchInteractions,
  slowestInteraction,
  focusFirst: () => target.focusable()?.focus(),
  scrollTo: async (topPx: number) => {
    const scroller = target.scroller();
    if (scroller) scroller.scrollTop = topPx;
    await painted();
  },
  elements: () => countElements(),
};
Object.assign(globalThis, { bench });

/** What the page gives to the script that drives it. */
export type Bench = typeof bench;
