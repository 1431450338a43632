import { byId } from "./by-id.js";
import { setUpBenches } from "./theme-bench.js";
import { ThemeChanges } from "./theme-changes.js";
import { hexOf } from "./theme-colour.js";
import { showContrast } from "./theme-contrast.js";
import { buildControls, fits } from "./theme-controls.js";
import { whenQuiet } from "./theme-dom.js";
import { coloursOf, judgeAll, resolveColour } from "./theme-measure.js";
import { setUpPreview } from "./theme-preview.js";
import { scanTexts } from "./theme-scan.js";
import { kindOf } from "./theme-token-kind.js";

/** @typedef {import("./theme-token-kind.js").Token} Token */
/** @typedef {import("./theme-preview.js").ElementState} ElementState */

const MEASURE_QUIET_MS = 200;
const HASH_QUIET_MS = 300;
const DENSITY = "--keyhole-density";

/** @type {{ tokens: Token[], presets: import("./theme-changes.js").Presets, states: { list: ElementState[], call: ElementState[] } }} */
const facts = await readFacts();
const tokens = facts.tokens.flatMap((token) => {
  const kind = kindOf(token, facts.tokens);
  return kind ? [{ ...token, kind }] : [];
});
const changes = new ThemeChanges(tokens, facts.presets);
const measureSoon = whenQuiet(measure, MEASURE_QUIET_MS);
const rememberSoon = whenQuiet(remember, HASH_QUIET_MS);
await customElements.whenDefined("keyhole-calls");
const { frame, list, call } = setUpPreview(facts.states, measureSoon);
const bench = setUpBenches(frame);
const controls = buildControls(tokens, changes, { changed, hexOf: hexIn(frame) });
const preset = byId("preset", HTMLSelectElement);
const density = byId("density", HTMLSelectElement);
/** Tokens that the frame holds. @type {string[]} */
let written = [];

async function readFacts() {
  const response = await fetch("/theme-facts");
  if (response.ok) return response.json();
  byId("contrast-summary", HTMLElement).textContent = "The tokens could not be read: are the elements built?";
  throw new Error(`/theme-facts answered ${response.status}.`);
}

/** A colour as the preview has it. @param {HTMLElement} place */
function hexIn(place) {
  const probe = place.appendChild(document.createElement("span"));
  probe.hidden = true;
  /** @param {string} value */
  return (value) => {
    probe.style.color = "";
    probe.style.color = value;
    return hexOf(resolveColour(getComputedStyle(probe).color));
  };
}

/** Writes the theme wherever it shows. */
function changed() {
  for (const name of written) frame.style.removeProperty(name);
  const entries = changes.allEntries();
  for (const [name, value] of entries) frame.style.setProperty(name, value);
  written = entries.map(([name]) => name);
  controls.refresh();
  preset.value = changes.preset;
  density.value = changes.has(DENSITY) ? changes.valueOf(DENSITY) : "";
  byId("snippet", HTMLElement).textContent = changes.css() || "/* Nothing is changed yet. */\n";
  byId("reset-all", HTMLButtonElement).disabled = changes.size === 0 && changes.preset === "";
  byId("count", HTMLElement).textContent =
    changes.size === 1 ? "1 token changed" : `${changes.size} tokens changed`;
  rememberSoon();
  measureSoon();
}

/** Keeps the theme in the address, so that it can be shared. */
function remember() {
  history.replaceState(null, "", shareAddress());
}

function shareAddress() {
  const url = new URL(location.href);
  url.hash = changes.hash();
  return url.href;
}

function measure() {
  const scheme = getComputedStyle(frame).colorScheme;
  const dark =
    scheme === "dark" || (scheme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  const now = dark ? "dark" : "light";
  const known = bench(list(), call());
  const colours = new Set(known.map(coloursOf));
  const shown = [...scanTexts(list(), "list", now), ...scanTexts(call(), "call", now)];
  const pairs = judgeAll([...known, ...shown.filter((pair) => !colours.has(coloursOf(pair)))]);
  showContrast(
    [byId("contrast-summary", HTMLElement), byId("contrast-count", HTMLElement)],
    byId("contrast-failing", HTMLElement),
    byId("contrast-passing", HTMLElement),
    pairs,
  );
}

function readAddress() {
  changes.read(location.hash.slice(1), fits);
  changed();
}

/** A jump within the page is no other theme: the address gets its theme back. */
function addressChanged() {
  if (document.getElementById(location.hash.slice(1))) rememberSoon();
  else readAddress();
}

for (const scope of /** @type {const} */ (["both", "list", "call"])) {
  byId(`tokens-${scope}`, HTMLElement).append(...controls.panel(scope));
}
byId("scope", HTMLElement).addEventListener("change", ({ target }) => {
  for (const scope of ["both", "list", "call"]) {
    byId(`tokens-${scope}`, HTMLElement).hidden = /** @type {HTMLInputElement} */ (target).value !== scope;
  }
});
preset.append(...Object.keys(facts.presets).map((name) => new Option(name.replaceAll("-", " "), name)));
preset.addEventListener("change", () => {
  changes.preset = preset.value;
  changed();
});
density.addEventListener("change", () => {
  if (density.value === "") changes.reset(DENSITY);
  else changes.set(DENSITY, "value", density.value);
  changed();
});
byId("reset-all", HTMLButtonElement).addEventListener("click", () => {
  changes.clear();
  changes.preset = "";
  changed();
  preset.focus();
});
/** @param {string} id @param {() => string} text @param {string} done */
function copies(id, text, done) {
  byId(id, HTMLButtonElement).addEventListener("click", async () => {
    await navigator.clipboard.writeText(text());
    byId("copied", HTMLElement).textContent = done;
  });
}
copies("copy", () => byId("snippet", HTMLElement).textContent ?? "", "The CSS is copied.");
copies("share", shareAddress, "The address is copied.");

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => changed());
addEventListener("hashchange", addressChanged);
readAddress();
document.documentElement.dataset.ready = "";
