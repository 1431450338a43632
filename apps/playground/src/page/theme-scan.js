import { neededForText } from "./theme-colour.js";
import { coloursOf, groundOf, paintOf } from "./theme-measure.js";

/** @typedef {import("./theme-measure.js").Pair} Pair */
/** @typedef {import("./theme-values.js").Scheme} Scheme */

/**
 * Every text that an element shows now, on what it lies on.
 * @param {Element} element
 * @param {"list" | "call"} of
 * @param {Scheme} scheme
 * @returns {Pair[]}
 */
export function scanTexts(element, of, scheme) {
  const texts = [...(element.shadowRoot?.querySelectorAll("*") ?? [])].filter(isSeenText);
  const pairs = texts.map((text) => {
    const { fontSize, fontWeight } = getComputedStyle(text);
    const name = `Shown now: ${partOf(text)}`;
    const needed = neededForText(Number.parseFloat(fontSize), Number(fontWeight));
    return {
      ...{ name, needed, schemes: [scheme], elements: [of] },
      ...{ paint: paintOf(text), ground: groundOf(text) },
    };
  });
  return [...new Map(pairs.map((pair) => [`${pair.name} ${coloursOf(pair)}`, pair])).values()];
}

/** @param {Element} element */
function isSeenText(element) {
  if (element instanceof HTMLStyleElement || element instanceof HTMLOptionElement) return false;
  const hasText = [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== "");
  // Disabled controls are exempt: SC 1.4.3, "Incidental".
  if (!hasText || element.matches(":disabled") || element.closest("[aria-hidden='true']")) return false;
  if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
  const { width, height } = element.getBoundingClientRect();
  return width > 1 && height > 1;
}

/** @param {Element} element */
function partOf(element) {
  const name = element.closest("[part]")?.getAttribute("part")?.split(" ")[0] ?? "text";
  return name.replaceAll("-", " ");
}
