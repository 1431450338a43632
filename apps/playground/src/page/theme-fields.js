import { make } from "./theme-dom.js";
import { numberOf, rangeOf } from "./theme-ranges.js";

/**
 * The inputs of one value. `show` puts a value into them; `full` is the same without a variable of its own.
 * @typedef {{ element: HTMLElement, show(value: string, full: string): void }} Field
 */

/**
 * @typedef {object} FieldFacts
 * @property {string} label what is seen
 * @property {string} name what is read out before it: the token
 * @property {string} start the token's literal default
 * @property {(value: string) => boolean} give takes a value; false where it is none
 * @property {(value: string) => string} hexOf a colour as `#rrggbb`
 */

/**
 * The fields that fit a kind.
 * @type {Record<import("./theme-token-kind.js").Kind, (facts: FieldFacts) => Field>}
 */
export const FIELDS = {
  colour: colourField,
  length: rangeField,
  number: rangeField,
  time: rangeField,
  outline: outlineField,
  shadow: (facts) => textField(facts, "theme-shadows"),
  font: (facts) => textField(facts, "theme-fonts"),
  scheme: schemeField,
};

/**
 * A line of text that says so when it is no value.
 * @param {FieldFacts} facts
 * @param {string} [list] id of suggestions
 */
function textInput({ name, label, give }, list = "") {
  const input = make("input", {
    type: "text",
    "aria-label": `${name}, ${label.toLowerCase()}`,
    autocomplete: "off",
    spellcheck: "false",
    ...(list ? { list } : {}),
  });
  input.addEventListener("input", () => {
    const good = give(input.value);
    if (good) input.removeAttribute("aria-invalid");
    else input.setAttribute("aria-invalid", "true");
    input.setCustomValidity(good ? "" : "No value of this kind.");
  });
  return input;
}

/**
 * Leaves alone what is being typed in.
 * @param {HTMLInputElement | HTMLSelectElement} input
 * @param {string} value
 */
function put(input, value) {
  if (document.activeElement === input && input.getAttribute("type") === "text") return;
  input.value = value;
  input.removeAttribute("aria-invalid");
  input.setCustomValidity("");
}

/** @param {string} label @param {HTMLElement[]} inputs */
function labelled(label, ...inputs) {
  return make("div", { class: "field" }, make("span", { class: "field-name" }, label), ...inputs);
}

/** @param {FieldFacts} facts @returns {Field} */
function colourField(facts) {
  const picker = make("input", {
    type: "color",
    "aria-label": `${facts.name}, ${facts.label.toLowerCase()}, picker`,
  });
  const text = textInput(facts);
  picker.addEventListener("input", () => {
    facts.give(picker.value);
    put(text, picker.value);
  });
  return {
    element: labelled(facts.label, picker, text),
    show(value, full) {
      picker.value = facts.hexOf(full);
      put(text, value);
    },
  };
}

/** @param {FieldFacts} facts @returns {Field} */
function rangeField(facts) {
  const { min, max, step, unit } = rangeOf(facts.start) ?? { min: 0, max: 1, step: 0.1, unit: "" };
  const slider = make("input", { type: "range", min, max, step, "aria-label": `${facts.name}, slider` });
  const text = textInput(facts);
  slider.addEventListener("input", () => {
    facts.give(`${slider.value}${unit}`);
    put(text, `${slider.value}${unit}`);
  });
  return {
    element: make("div", { class: "field range" }, slider, text),
    show(value) {
      const number = numberOf(value) ?? numberOf(facts.start);
      slider.value = String(number?.number ?? min);
      slider.setAttribute("aria-valuetext", value);
      put(text, value);
    },
  };
}

/** @param {FieldFacts} facts @param {string} list @returns {Field} */
function textField(facts, list) {
  const text = textInput(facts, list);
  return {
    element: make("div", { class: "field" }, text),
    show: (value) => put(text, value),
  };
}

const OUTLINE_STYLES = ["solid", "dashed", "dotted", "double"];

/** Width, style and colour of an outline. @param {FieldFacts} facts @returns {Field} */
function outlineField(facts) {
  const [, startWidth = "2px", , startColour = "currentColor"] = partsOf(facts.start);
  const width = make("input", {
    type: "number",
    ...{ min: 0, max: 10, step: 0.5 },
    "aria-label": `${facts.name}, width in pixels`,
  });
  const style = make("select", { "aria-label": `${facts.name}, style` });
  style.append(...OUTLINE_STYLES.map((name) => new Option(name, name)));
  const give = () => facts.give(`${width.value || 0}px ${style.value} ${colour.value}`);
  const colour = textInput({ ...facts, label: "colour", give });
  for (const input of [width, style]) input.addEventListener("input", give);
  return {
    element: make("div", { class: "field outline" }, width, style, colour),
    show(value) {
      const [whole, size = startWidth, kind = "solid", paint = startColour] = partsOf(value);
      const known = whole ?? "";
      put(width, String(Number.parseFloat(known ? size : startWidth)));
      put(style, kind);
      put(colour, paint);
    },
  };
}

/** @param {string} value */
function partsOf(value) {
  return /^(\S+px) (\w+) (.+)$/.exec(value) ?? [];
}

/** @param {FieldFacts} facts @returns {Field} */
function schemeField({ name, give }) {
  const select = make("select", { "aria-label": name });
  /** @type {Record<string, string>} */
  const names = { "": "As it is", light: "Light", dark: "Dark" };
  select.append(...Object.entries(names).map(([value, text]) => new Option(text, value)));
  select.addEventListener("input", () => give(select.value));
  return {
    element: make("div", { class: "field" }, select),
    show: (value) => put(select, Object.hasOwn(names, value) ? value : ""),
  };
}
