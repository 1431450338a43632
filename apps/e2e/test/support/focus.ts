import type { Page } from "playwright-core";

/** Where the focus is, through open shadow roots. */
export interface Focus {
  /** Role or tag. */
  kind: string;
  name: string;
  /** A ring is drawn round it. */
  ring: boolean;
  /** It is inside of what is visible of everything that scrolls, and nothing lies over it (WCAG 2.4.11). */
  seen: boolean;
  /** Inside of the element, and not in the page. */
  inside: boolean;
}

export function focusOf(page: Page): Promise<Focus> {
  return page.evaluate(() => {
    let one: Element | null = document.activeElement;
    let inside = false;
    while (one?.shadowRoot?.activeElement) {
      one = one.shadowRoot.activeElement;
      inside = true;
    }
    if (!one || one === document.body)
      return { kind: "nothing", name: "", ring: false, seen: false, inside: false };
    const label =
      one instanceof HTMLInputElement || one instanceof HTMLSelectElement ? one.labels?.[0] : null;
    // biome-ignore lint/performance/useDomNodeTextContent: it puts spaces where a screen reader has them
    const shown = one instanceof HTMLElement ? one.innerText : "";
    const words = one.getAttribute("aria-label") ?? label?.textContent ?? shown;
    const hasRing = (each: Element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(each);
      return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1;
    };
    const box = one.getBoundingClientRect();
    const view = { top: 0, bottom: innerHeight, left: 0, right: innerWidth };
    for (let each = one.parentElement; each; each = each.parentElement) {
      const { overflowY } = getComputedStyle(each);
      if (overflowY !== "visible") {
        const around = each.getBoundingClientRect();
        view.top = Math.max(view.top, around.top);
        view.bottom = Math.min(view.bottom, around.bottom);
      }
      // Nothing around it clips what is in front of the page.
      if (each.matches("dialog:modal")) break;
    }
    // What is higher than the view is seen where it fills it.
    const shownPx = Math.min(box.bottom, view.bottom) - Math.max(box.top, view.top);
    const middle = (Math.max(box.top, view.top) + Math.min(box.bottom, view.bottom)) / 2;
    const at = [0.5, 0.1, 0.9].map((part) => box.left + box.width * part);
    const root = one.getRootNode() as ShadowRoot | Document;
    const isOnTop = at.some((x) => {
      const top = root.elementFromPoint(x, middle);
      return top !== null && (one.contains(top) || top.contains(one) || label?.contains(top));
    });
    return {
      kind: one.getAttribute("role") ?? one.localName,
      name: words.replace(/\s+/g, " ").trim(),
      // A date has a stop for its calendar, round which the browser draws a ring of its own.
      ring:
        one.matches("input[type^=date]") ||
        hasRing(one) ||
        (one.parentElement !== null && hasRing(one.parentElement)),
      seen: shownPx >= Math.min(box.height, view.bottom - view.top) * 0.5 && isOnTop,
      inside,
    };
  });
}
