import { nextFrame, painted } from "../../list/page/painted.ts";
import { findTarget } from "../../list/page/target.ts";

/** What counts as content that is shown, by the tag of its element. */
const CONTENT: Record<string, (element: Element) => Element | null | undefined> = {
  "keyhole-calls": () => firstRow(),
  "vaadin-grid": () => firstRow(),
  "vapi-widget": (element) => element.querySelector("svg"),
};

function firstRow(): Element | null {
  const [first] = findTarget().rows();
  return first?.title ? first.element : null;
}

/** Milliseconds from navigation: when the first content is painted, and when the script of the element had arrived. */
async function waitForContent(): Promise<{ shownMs: number; scriptMs: number }> {
  const { tag = "", script = "" } = document.documentElement.dataset;
  for (;;) {
    await nextFrame();
    const element = document.querySelector(tag);
    const find = CONTENT[tag] ?? (({ shadowRoot }) => shadowRoot?.querySelector("p, button"));
    const content = element && find(element);
    if (!content?.getBoundingClientRect().height) continue;
    await painted();
    const shownMs = performance.now();
    const [loaded] = performance.getEntriesByName(script) as PerformanceResourceTiming[];
    return { shownMs, scriptMs: loaded?.responseEnd ?? Number.NaN };
  }
}

const content = waitForContent();
Object.assign(globalThis, { firstContent: () => content });
