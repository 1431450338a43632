import { isHarmless, sideOf, withFallbacks } from "./theme-values.js";

/** @typedef {import("./theme-token-kind.js").Token} Token */
/** @typedef {import("./theme-token-kind.js").Kind} Kind */
/** Colours have two sides, all else has one value. @typedef {"light" | "dark" | "value"} Side */
/** @typedef {Token & { kind: Kind }} KnownToken */
/** @typedef {Record<string, Record<string, string>>} Presets */

/** What was changed, on top of a preset. Holds no DOM: it is told what there is, and tells what to write. */
export class ThemeChanges {
  /** @type {Map<string, Partial<Record<Side, string>>>} */
  #changes = new Map();
  /** @type {ReadonlyMap<string, KnownToken>} */
  #tokens;
  /** @type {Presets} */
  #presets;
  /** Name of a preset; empty for none. */
  preset = "";

  /**
   * @param {readonly KnownToken[]} tokens
   * @param {Presets} presets
   */
  constructor(tokens, presets) {
    this.#tokens = new Map(tokens.map((token) => [token.name, token]));
    this.#presets = presets;
  }

  get size() {
    return this.#changes.size;
  }

  /** @param {string} name */
  has(name) {
    return this.#changes.has(name);
  }

  clear() {
    this.#changes.clear();
  }

  /** @param {string} name */
  reset(name) {
    this.#changes.delete(name);
  }

  /**
   * @param {string} name
   * @param {Side} side
   * @param {string} value
   */
  set(name, side, value) {
    this.#changes.set(name, { ...this.#changes.get(name), [side]: value.trim() });
  }

  /**
   * Takes one side back.
   * @param {string} name
   * @param {Side} side
   */
  unset(name, side) {
    const { [side]: _, ...rest } = this.#changes.get(name) ?? {};
    if (Object.keys(rest).length === 0) this.#changes.delete(name);
    else this.#changes.set(name, rest);
  }

  /** What the preset says; empty where there is none. */
  get #preset() {
    return Object.hasOwn(this.#presets, this.preset) ? (this.#presets[this.preset] ?? {}) : {};
  }

  /**
   * What a token is without a change.
   * @param {string} name
   * @returns {string | undefined}
   */
  baseOf(name) {
    return this.#preset[name] ?? this.#tokens.get(name)?.value ?? undefined;
  }

  /**
   * The same with all fallbacks, good for any property on any element.
   * @param {string} name
   * @param {Side} side
   */
  fullBase(name, side) {
    const full = withFallbacks(this.baseOf(name) ?? "", (other) => this.baseOf(other));
    return side === "value" ? full : sideOf(full, side);
  }

  /**
   * What a control shows where nothing was changed.
   * @param {string} name
   * @param {Side} side
   */
  #shownBase(name, side) {
    const base = this.baseOf(name) ?? "";
    return side === "value" ? base : sideOf(base, side);
  }

  /**
   * What a control shows, and the same with all fallbacks.
   * @param {string} name
   * @param {Side} side
   */
  shown(name, side) {
    const own = this.#changes.get(name)?.[side];
    return own === undefined
      ? { value: this.#shownBase(name, side), full: this.fullBase(name, side) }
      : { value: own, full: own };
  }

  /**
   * The value to write for a token that was changed. One side of a colour alone keeps the other as it was.
   * @param {string} name
   */
  valueOf(name) {
    const { light, dark, value } = this.#changes.get(name) ?? {};
    if (value !== undefined) return value;
    const [one, other] = [light ?? this.fullBase(name, "light"), dark ?? this.fullBase(name, "dark")];
    return one === other ? one : `light-dark(${one}, ${other})`;
  }

  /** Name and value of every token that was changed, in the order of the tokens. @returns {[string, string][]} */
  entries() {
    return [...this.#tokens.keys()]
      .filter((name) => this.#changes.has(name))
      .map((name) => [name, this.valueOf(name)]);
  }

  /** All that the preview needs: the preset, and the changes on it. @returns {[string, string][]} */
  allEntries() {
    return [...Object.entries(this.#preset), ...this.entries()];
  }

  /** CSS of what was changed, and nothing else. */
  css() {
    const lines = this.entries().map(([name, value]) => `  ${name}: ${value};`);
    const rule = lines.length === 0 ? "" : `keyhole-calls,\nkeyhole-call {\n${lines.join("\n")}\n}\n`;
    return this.preset === "" ? rule : `/* With the preset themes/${this.preset}.css. */\n${rule}`;
  }

  /** For an address: `#preset=dark&accent.light=%23f00`. */
  hash() {
    const query = new URLSearchParams();
    if (this.preset !== "") query.set("preset", this.preset);
    for (const [name, sides] of this.#changes) {
      const short = name.slice("--keyhole-".length);
      for (const [side, value] of Object.entries(sides))
        query.set(side === "value" ? short : `${short}.${side}`, value);
    }
    return query.toString();
  }

  /**
   * Takes what a link brings. What is unknown, harmful or no value of its kind is passed over.
   * @param {string} hash without `#`
   * @param {(kind: Kind, value: string) => boolean} fits
   */
  read(hash, fits) {
    this.clear();
    this.preset = "";
    for (const [key, value] of new URLSearchParams(hash)) {
      if (key === "preset" && Object.hasOwn(this.#presets, value)) this.preset = value;
      const [, short, side = "value"] = /^([a-z-]+)(?:\.(light|dark))?$/.exec(key) ?? [];
      const token = this.#tokens.get(`--keyhole-${short}`);
      if (!token || (token.kind === "colour") !== (side !== "value")) continue;
      if (isHarmless(value) && fits(token.kind, value))
        this.set(token.name, /** @type {Side} */ (side), value);
    }
  }
}
