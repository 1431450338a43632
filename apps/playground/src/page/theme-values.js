/** Values of tokens as text: the two sides of a scheme, fallbacks, and what may come from outside. No DOM here. */

/** @typedef {"light" | "dark"} Scheme */

const VALUE_CHARACTERS_MAX = 200;
const FUNCTIONS = new Set(
  "var light-dark color-mix rgb rgba hsl hsla hwb lab lch oklab oklch color calc min max clamp".split(" "),
);

/**
 * True for what may be put into a token from a link: no addresses, no escapes, nothing that ends a declaration,
 * and no variables but Keyhole's. Whether it means anything is for the browser to say.
 * @param {string} value
 */
export function isHarmless(value) {
  if (value.trim() === "" || value.length > VALUE_CHARACTERS_MAX) return false;
  if (!/^[\w\s#%.,()'"/*+-]+$/.test(value) || /\/\*|\*\/|["'][^"']*[()/]/.test(value)) return false;
  if (!isBalanced(value)) return false;
  const names = [...value.matchAll(/([\w-]*)\(/g)].map(([, name = ""]) => name.toLowerCase());
  if (!names.every((name) => name === "" || FUNCTIONS.has(name))) return false;
  return [...value.matchAll(/var\(\s*([^\s,)]*)/gi)].every(([, name = ""]) =>
    /^--keyhole-[a-z-]+$/.test(name),
  );
}

/** @param {string} value */
function isBalanced(value) {
  let depth = 0;
  for (const character of value) {
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (depth < 0) return false;
  }
  const quotes = (/** @type {RegExp} */ mark) => (value.match(mark)?.length ?? 0) % 2;
  return depth === 0 && quotes(/"/g) === 0 && quotes(/'/g) === 0;
}

/**
 * What stands between the brackets that open at `from`, split at its own commas, and where they close.
 * @param {string} text
 * @param {number} from index after the opening bracket
 * @returns {{ parts: string[], end: number }}
 */
function readArguments(text, from) {
  const parts = [""];
  let depth = 0;
  let end = from;
  for (; end < text.length && depth >= 0; end += 1) {
    const character = text[end] ?? "";
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (depth === 0 && character === ",") parts.push("");
    else if (depth >= 0) parts[parts.length - 1] += character;
  }
  return { parts: parts.map((part) => part.trim()), end };
}

/**
 * Puts something else in place of each call of a function, inner ones too.
 * @param {string} value
 * @param {string} name
 * @param {(parts: string[]) => string} put
 * @returns {string}
 */
function replaceCalls(value, name, put) {
  const at = value.indexOf(`${name}(`);
  if (at < 0) return value;
  const { parts, end } = readArguments(value, at + name.length + 1);
  return value.slice(0, at) + put(parts) + replaceCalls(value.slice(end), name, put);
}

/**
 * What `light-dark()` is in one scheme.
 * @param {string} value
 * @param {Scheme} scheme
 * @returns {string}
 */
export function sideOf(value, scheme) {
  return replaceCalls(value, "light-dark", ([light = "", dark = ""]) =>
    sideOf(scheme === "light" ? light : dark, scheme),
  );
}

/**
 * Gives each `var()` without a fallback that of its token, as deep as it goes.
 * @param {string} value
 * @param {(name: string) => string | undefined} baseOf
 * @param {readonly string[]} [within] names that are being looked up, against circles
 * @returns {string}
 */
export function withFallbacks(value, baseOf, within = []) {
  return replaceCalls(value, "var", ([name = "", ...fallback]) => {
    const base = within.includes(name) ? undefined : baseOf(name);
    if (fallback.length > 0 || base === undefined) return `var(${[name, ...fallback].join(", ")})`;
    return `var(${name}, ${withFallbacks(base, baseOf, [...within, name])})`;
  });
}
