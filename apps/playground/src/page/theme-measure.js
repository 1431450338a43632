import { contrastRatio, hexOf, over, parseColour } from "./theme-colour.js";

/** @typedef {import("./theme-colour.js").Colour} Colour */
/** @typedef {import("./theme-values.js").Scheme} Scheme */

/**
 * A colour on another, as they are seen.
 * @typedef {object} Pair
 * @property {string} name
 * @property {number} needed least contrast
 * @property {Scheme[]} schemes where it is so
 * @property {("list" | "call")[]} elements
 * @property {Colour} paint with its own alpha
 * @property {Colour} ground opaque
 */

/** @typedef {Pair & { ratio: number, passes: boolean }} Judged */

/** @type {Map<string, Colour>} */
const known = new Map();
const probe = document.createElement("span");
probe.hidden = true;
document.body.append(probe);

/**
 * Any computed colour in sRGB: what is no `rgb()` goes through the browser's own conversion.
 * @param {string} text
 * @returns {Colour}
 */
export function resolveColour(text) {
  const found = known.get(text) ?? parseColour(text);
  if (found) return found;
  probe.style.color = "";
  probe.style.color = `color(from ${text} srgb r g b / alpha)`;
  const colour = parseColour(getComputedStyle(probe).color) ?? { r: 0, g: 0, b: 0, a: 0 };
  known.set(text, colour);
  return colour;
}

/**
 * @param {Element} element
 * @param {"color" | "outlineColor"} property
 */
export function paintOf(element, property = "color") {
  return resolveColour(getComputedStyle(element)[property]);
}

/** @param {Element} element @returns {Element | null} */
function above(element) {
  if (element.assignedSlot) return element.assignedSlot;
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/**
 * What an element's text lies on: its own background and all below it, down to the first that hides the rest.
 * @param {Element} element
 * @returns {Colour} opaque
 */
export function groundOf(element) {
  /** @type {Colour[]} */
  const layers = [];
  for (let at = /** @type {Element | null} */ (element); at; at = above(at)) {
    const layer = resolveColour(getComputedStyle(at).backgroundColor);
    layers.push(layer);
    if (layer.a === 1) break;
  }
  const white = { r: 1, g: 1, b: 1, a: 1 };
  return layers.reduceRight((ground, layer) => over(layer, ground), /** @type {Colour} */ (white));
}

/** @param {Pair} pair @returns {Judged} */
function judge(pair) {
  const ratio = contrastRatio(over(pair.paint, pair.ground), pair.ground);
  return { ...pair, ratio, passes: ratio >= pair.needed };
}

/** @param {Pair} pair */
export function coloursOf({ paint, ground, needed }) {
  return `${hexOf(over(paint, ground))} ${hexOf(ground)} ${needed}`;
}

/**
 * One of each name and colours, with all schemes and elements where it is so; the worst first.
 * @param {readonly Pair[]} pairs
 * @returns {Judged[]}
 */
export function judgeAll(pairs) {
  /** @type {Map<string, Pair>} */
  const merged = new Map();
  for (const pair of pairs) {
    const key = `${pair.name} ${coloursOf(pair)}`;
    const same = merged.get(key);
    merged.set(key, {
      ...pair,
      schemes: [...new Set([...(same?.schemes ?? []), ...pair.schemes])],
      elements: [...new Set([...(same?.elements ?? []), ...pair.elements])],
    });
  }
  return [...merged.values()].map(judge).sort((a, b) => a.ratio / a.needed - b.ratio / b.needed);
}
