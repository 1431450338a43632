/** What a token is, by its default: which control fits, and where it stands. No DOM here. */

/** @typedef {"colour" | "length" | "number" | "time" | "outline" | "shadow" | "font" | "scheme"} Kind */

/** @typedef {import("../theme/token.ts").Token} Token */

/** @type {readonly (readonly [Kind, RegExp])[]} */
const BY_VALUE = [
  ["outline", /^[\d.]+px (solid|dashed|dotted|double) /],
  ["shadow", /^(-?[\d.]+(px)? ){2,4}\S/],
  ["colour", /^(#|light-dark\(|color-mix\(|rgb|hsl|oklch|oklab)/],
  ["time", /^[\d.]+m?s$/],
  ["length", /^-?[\d.]+(px|em|rem|ch|%)$/],
  ["number", /^-?[\d.]+$/],
  ["font", /(^|, ?)(ui-)?(sans-serif|serif|monospace|system-ui)$/],
];

/** What a value has to be, as a property that takes nothing else. */
export const PROPERTY_OF = Object.freeze({
  colour: "color",
  length: "margin-top",
  number: "flex-grow",
  time: "transition-duration",
  outline: "outline",
  shadow: "box-shadow",
  font: "font-family",
  scheme: "color-scheme",
});

/**
 * Null where no control is known for it.
 * @param {Token} token
 * @param {readonly Token[]} all
 * @returns {Kind | null}
 */
export function kindOf(token, all) {
  if (token.name === "--keyhole-color-scheme") return "scheme";
  if (token.value === null) return null;
  const [, other] = /^var\((--[\w-]+)\)$/.exec(token.value) ?? [];
  const meant = all.find(({ name }) => name === other);
  if (other) return meant ? kindOf(meant, all) : null;
  const { value } = token;
  return BY_VALUE.find(([, pattern]) => pattern.test(value))?.[0] ?? null;
}

/**
 * The name of a token without what is before it: `--keyhole-calls-text` is `text`.
 * @param {Token} token
 */
export function roleOf({ name, scope }) {
  const own = { both: "--keyhole-", list: "--keyhole-calls-", call: "--keyhole-call-" }[scope];
  return name.slice((name.startsWith(own) ? own : "--keyhole-").length);
}

/** @type {readonly (readonly [string, RegExp])[]} */
const GROUPS = [
  ["Backgrounds", /^(surface|subtle|selected|match|found)/],
  ["Text and accent", /^(text|muted|accent|on-accent|link)$/],
  ["Statuses and speakers", /^(ended|active|waiting|unjoined|danger|caution|caller|agent)$/],
  ["Lines", /^(border|control-border)$/],
  ["Type", /^(font|line-height)/],
  ["Space and size", /^(space|density|control-size|.*block-size)$/],
  ["Edges, focus and shadow", /^(radius|border-width|shadow|focus)/],
  ["Scheme and motion", /^(color-scheme|duration)$/],
];

/** @type {Record<Kind, string>} */
const GROUP_OF_KIND = {
  colour: "Text and accent",
  length: "Space and size",
  number: "Space and size",
  time: "Scheme and motion",
  outline: "Edges, focus and shadow",
  shadow: "Edges, focus and shadow",
  font: "Type",
  scheme: "Scheme and motion",
};

/** Titles of all groups, in the order of the page. */
export const GROUP_TITLES = GROUPS.map(([title]) => title);

/**
 * A token that nobody thought of stands with those of its kind.
 * @param {Token} token
 * @param {Kind} kind
 */
export function groupOf(token, kind) {
  const role = roleOf(token);
  return GROUPS.find(([, pattern]) => pattern.test(role))?.[0] ?? GROUP_OF_KIND[kind];
}
