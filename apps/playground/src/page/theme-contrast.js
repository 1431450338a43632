import { hexOf, over, ratioText } from "./theme-colour.js";
import { make } from "./theme-dom.js";

/** @typedef {import("./theme-measure.js").Judged} Judged */

/**
 * Shows the pairs: those that fail on top, the others folded, and one sentence for all.
 * @param {readonly HTMLElement[]} summaries the first is a status
 * @param {HTMLElement} failing a list
 * @param {HTMLElement} passing a list
 * @param {readonly Judged[]} pairs
 */
export function showContrast(summaries, failing, passing, pairs) {
  const bad = pairs.filter(({ passes }) => !passes);
  const words = `${bad.length} of ${pairs.length} pairs ${bad.length === 1 ? "is" : "are"} under AA`;
  for (const summary of summaries) {
    // The same sentence again would be read out again.
    if (summary.textContent !== words) summary.textContent = words;
    summary.dataset.verdict = bad.length > 0 ? "fails" : "passes";
  }
  failing.replaceChildren(...bad.map(renderPair));
  passing.replaceChildren(...pairs.filter(({ passes }) => passes).map(renderPair));
}

/** @param {Judged} pair */
function renderPair({ name, needed, schemes, elements, paint, ground, ratio, passes }) {
  const sample = make("span", { class: "sample", "aria-hidden": "true" }, needed === 3 ? "●" : "Aa");
  const [upper, lower] = [hexOf(over(paint, ground)), hexOf(ground)];
  sample.style.setProperty("--sample-paint", upper);
  sample.style.setProperty("--sample-ground", lower);
  const verdict = make(
    "span",
    { class: "verdict" },
    make("span", { "aria-hidden": "true" }, passes ? "✓ " : "✕ "),
    passes ? "Passes" : "Fails",
  );
  const where = `${elements.join(" and ")}, ${schemes.join(" and ")}`;
  return make(
    "li",
    { class: passes ? "passes" : "fails" },
    sample,
    make("span", { class: "pair-name" }, name, make("span", { class: "where" }, ` ${where}`)),
    make("span", { class: "ratio" }, `${ratioText(ratio)}, needs ${needed}:1`),
    verdict,
  );
}
