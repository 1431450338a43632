import { make } from "./theme-dom.js";
import { groundOf, paintOf } from "./theme-measure.js";
import { SPECIMENS } from "./theme-specimens.js";

/** @typedef {import("./theme-values.js").Scheme} Scheme */
/** @typedef {import("./theme-measure.js").Pair} Pair */

/** A shadow root with the styles of an element, where its boxes can stand without anything to show. */
class Bench {
  #root;
  #box = make("div", { class: "box" });
  /** @type {Map<import("./theme-specimens.js").Specimen, HTMLElement>} */
  #specimens = new Map();

  /**
   * @param {HTMLElement} place
   * @param {"list" | "call"} of
   */
  constructor(place, of) {
    const host = make("div");
    this.#root = host.attachShadow({ mode: "open" });
    this.#root.append(this.#box);
    place.append(host);
    for (const specimen of SPECIMENS.filter((each) => each.of === of)) {
      this.#specimens.set(specimen, this.#lay(specimen.on, specimen.paint));
    }
  }

  /** @param {readonly string[]} on @param {string} paint */
  #lay(on, paint) {
    /** @type {HTMLElement} */
    let place = this.#box;
    for (const layer of on) {
      const next = make("div");
      if (layer.startsWith(".")) next.className = layer.slice(1);
      else next.style.background = `var(--_${layer})`;
      place.append(next);
      place = next;
    }
    const element = make("span");
    if (paint.startsWith(".")) element.className = paint.slice(1);
    else if (paint.startsWith("outline:"))
      element.style.outline = `var(--_${paint.slice("outline:".length)})`;
    else element.style.color = `var(--_${paint})`;
    place.append(element);
    return element;
  }

  /**
   * @param {Element} element whose styles to take: more come with its later parts
   * @param {Scheme} scheme
   * @returns {Pair[]}
   */
  measure(element, scheme) {
    this.#root.adoptedStyleSheets = [...(element.shadowRoot?.adoptedStyleSheets ?? [])];
    return [...this.#specimens].map(([{ name, needed, paint, of }, specimen]) => ({
      name,
      needed,
      schemes: [scheme],
      elements: [of],
      paint: paintOf(specimen, paint.startsWith("outline:") ? "outlineColor" : "color"),
      ground: groundOf(specimen),
    }));
  }
}

/**
 * Benches of both elements in both schemes, inside the preview, so that its tokens come in.
 * @param {HTMLElement} preview
 */
export function setUpBenches(preview) {
  /** @type {readonly Scheme[]} */
  const schemes = ["light", "dark"];
  const benches = schemes.map((scheme) => {
    const place = make("div", { class: "bench", hidden: true });
    place.style.colorScheme = scheme;
    preview.append(place);
    return { scheme, list: new Bench(place, "list"), call: new Bench(place, "call") };
  });
  /**
   * @param {Element} list
   * @param {Element} call
   * @returns {Pair[]}
   */
  return (list, call) =>
    benches.flatMap((bench) => [
      ...bench.list.measure(list, bench.scheme),
      ...bench.call.measure(call, bench.scheme),
    ]);
}
