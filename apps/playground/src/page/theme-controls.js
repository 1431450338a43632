import { make } from "./theme-dom.js";
import { FIELDS } from "./theme-fields.js";
import { GROUP_TITLES, groupOf, PROPERTY_OF, roleOf } from "./theme-token-kind.js";
import { isHarmless } from "./theme-values.js";

/** @typedef {import("./theme-changes.js").KnownToken} KnownToken */
/** @typedef {import("./theme-changes.js").ThemeChanges} ThemeChanges */
/** @typedef {import("./theme-changes.js").Side} Side */
/** @typedef {{ element: HTMLElement, refresh(): void }} Control */

/** Groups that are open at first, where there is room beside the preview. */
const OPEN_AT_FIRST = 2;
const WIDE = "(min-width: 900px)";

/**
 * Whether a value is one of its kind, for this browser.
 * @param {import("./theme-token-kind.js").Kind} kind
 * @param {string} value
 */
export function fits(kind, value) {
  return isHarmless(value) && CSS.supports(PROPERTY_OF[kind], value);
}

/**
 * Controls for every token, in groups by role, one panel for each scope.
 * @param {readonly KnownToken[]} tokens
 * @param {ThemeChanges} changes
 * @param {{ changed: () => void, hexOf: (value: string) => string }} page
 */
export function buildControls(tokens, changes, page) {
  /** @type {Control[]} */
  const controls = [];
  const open = matchMedia(WIDE).matches ? OPEN_AT_FIRST : 0;
  /** @param {KnownToken["scope"]} scope */
  const panel = (scope) => {
    const groups = GROUP_TITLES.map((title) => {
      const own = tokens.filter((token) => token.scope === scope && groupOf(token, token.kind) === title);
      const built = own.map((token) => buildControl(token, changes, page));
      controls.push(...built);
      return { title, built };
    });
    return groups
      .filter(({ built }) => built.length > 0)
      .map(({ title, built }, index) =>
        make(
          "details",
          { class: "group", open: index < open },
          make("summary", {}, title, make("span", { class: "count" }, String(built.length))),
          ...built.map(({ element }) => element),
        ),
      );
  };
  return {
    panel,
    refresh() {
      for (const control of controls) control.refresh();
    },
  };
}

/**
 * @param {KnownToken} token
 * @param {ThemeChanges} changes
 * @param {{ changed: () => void, hexOf: (value: string) => string }} page
 * @returns {Control}
 */
function buildControl(token, changes, { changed, hexOf }) {
  const { name, kind } = token;
  const title = roleOf(token);
  /** @type {readonly Side[]} */
  const sides = kind === "colour" ? ["light", "dark"] : ["value"];
  const fields = sides.map((side) => ({
    side,
    field: FIELDS[kind]({
      label: side === "value" ? "Value" : side === "light" ? "Light" : "Dark",
      name: title,
      start: literalOf(changes.fullBase(name, "value")),
      hexOf,
      give(value) {
        if (value.trim() === "") changes.unset(name, side);
        else if (fits(kind, value)) changes.set(name, side, value);
        else return false;
        changed();
        return true;
      },
    }),
  }));
  const reset = make("button", { type: "button", class: "reset", hidden: true }, "Reset");
  reset.setAttribute("aria-label", `Reset ${title}`);
  const inputs = fields.map(({ field }) => field.element);
  const element = make(
    "fieldset",
    { class: "token", "data-token": name },
    make("legend", {}, make("code", {}, title)),
    reset,
    ...(token.scope === "both" || !token.value?.startsWith("var(")
      ? [make("p", { class: "hint" }, token.description)]
      : []),
    make("div", { class: "fields" }, ...inputs),
  );
  reset.addEventListener("click", () => {
    changes.reset(name);
    changed();
    // The button is gone: focus stays with its token.
    /** @type {HTMLElement | null} */ (element.querySelector("input, select"))?.focus();
  });
  return {
    element,
    refresh() {
      reset.hidden = !changes.has(name);
      for (const { side, field } of fields) {
        const { value, full } = changes.shown(name, side);
        field.show(value, full);
      }
    },
  };
}

/**
 * The innermost fallback: `var(--a, var(--b, 16px))` ends with `16px`.
 * @param {string} value
 * @returns {string}
 */
function literalOf(value) {
  const [, inner] = /^var\(--[\w-]+, (.*)\)$/.exec(value) ?? [];
  return inner === undefined ? value : literalOf(inner);
}
