import type { ElementHandle } from "playwright-core";

/** What stands without a part, and why nobody misses it. */
const WITHOUT_PART: readonly (readonly [selector: string, reason: string])[] = [
  [".unseen", "is for screen readers alone"],
  ["option", "is drawn by the browser, as its select says"],
  ["bdi", "keeps directions apart; the box around it has the part"],
  ["[part=opened] > span", "parts the words from the lines beside them, which are the part's own"],
  [".export-place", "is empty, or holds a box that has a part"],
  [".skeleton *", "are grey bars in the colour of a token, in a box that has a part"],
  ["[part=row-end] *", "comes from the host"],
];

/**
 * Boxes of an element that a site's `::part()` does not reach: with words, a border or a background of
 * their own, or there to be used. Folded ones count too.
 */
export function boxesWithoutPart(host: ElementHandle<Element>): Promise<string[]> {
  return host.evaluate((host, structural) => {
    const isBox = (one: Element) => {
      const style = getComputedStyle(one);
      return (
        one.matches("a,button,input,select,summary,textarea,progress,[tabindex]") ||
        [...one.childNodes].some((node) => node instanceof Text && node.data.trim()) ||
        ["top", "right", "bottom", "left"].some(
          (side) => Number.parseFloat(style.getPropertyValue(`border-${side}-width`)) > 0,
        ) ||
        style.backgroundColor !== "rgba(0, 0, 0, 0)" ||
        style.backgroundImage !== "none" ||
        style.boxShadow !== "none"
      );
    };
    const faults = [...(host.shadowRoot?.querySelectorAll("*:not(style)") ?? [])]
      .filter((one) => one.part.length === 0 && !one.matches(structural) && isBox(one))
      .map(
        (one) =>
          `${one.localName}.${one.getAttribute("class")?.trim() ?? ""} in ${one.parentElement?.getAttribute("class")} "${one.textContent?.trim().slice(0, 30)}" has no part`,
      );
    return [...new Set(faults)];
  }, WITHOUT_PART.map(([selector]) => selector).join());
}
