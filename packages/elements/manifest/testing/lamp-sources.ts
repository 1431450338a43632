/** A small package of elements: a lamp with a bulb in it, each also alone, as lists and calls are. */
export const LAMP_SOURCES: Readonly<Record<string, string>> = {
  "src/base-element.ts": `import { LitElement } from "lit";

/** What both share. */
export abstract class BaseElement extends LitElement {
  static override readonly properties: Record<string, object> = {
    site: {},
    socketId: { attribute: "socket-id" },
  };
  /** Whose lamp. */
  site: string | null = null;
  /** Which socket. */
  socketId: string | null = null;
  /** @internal */
  readonly inner = 1;
  protected own = 1;

  /** Goes away. */
  async signOut(): Promise<void> {}

  override connectedCallback(): void {
    super.connectedCallback();
  }
}
`,
  "src/lamp/keyhole-lamp.ts": `import { html, type TemplateResult } from "lit";
import { BaseElement } from "../base-element.ts";
import type { Bulb } from "../bulb/bulb.ts";
import { KeyholeLampOnEvent } from "../events/keyhole-lamp-on-event.ts";
import type { Text } from "../i18n/text.ts";
import { loadBulb } from "./load-bulb.ts";
import { renderSwitch } from "./render-switch.ts";
import { styles } from "./keyhole-lamp.styles.ts";

/**
 * A lamp.
 *
 * @includes keyhole-bulb - While it is lit.
 *
 * @keyboard Enter, Space - Switches it on.
 *
 * @slot shade - Above it.
 *
 * @fires {KeyholeLampOnEvent} keyhole-lamp-on - It was switched on;
 *   preventing it keeps it dark.
 *
 * @csspart box - All of it.
 * @csspart switch - The switch; also \`on\` or \`off\`.
 *
 * @cssprop --keyhole-lamp-size - How large.
 * @cssprop --keyhole-accent - Light.
 * @cssprop --keyhole-text - Words.
 */
export class KeyholeLamp extends BaseElement {
  static override readonly styles = styles;
  static override readonly properties = {
    ...BaseElement.properties,
    renderFoot: { attribute: false },
    lit: { state: true },
  };
  /** Gives its foot. */
  renderFoot: (() => Node) | null = null;
  protected lit = false;
  #bulb: Bulb | null = null;

  /** Switches it on. */
  async toggle(hard: boolean): Promise<void> {
    this.lit = this.dispatchEvent(new KeyholeLampOnEvent(hard ? 2 : 1));
    this.#bulb = new (await loadBulb()).Bulb(html);
  }

  protected text: Text = (key) => key;

  protected override render(): TemplateResult {
    return html\`<div class="box" part="box" aria-label=\${this.text("lamp")}>
      <slot name="shade"></slot>
      \${renderSwitch(this.lit ? "on" : "off", this.text)} \${this.#bulb?.element}!
    </div>\`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "keyhole-lamp": KeyholeLamp;
  }
}
`,
  "src/lamp/load-bulb.ts": `export const loadBulb = () => import("../bulb/bulb.ts");
`,
  "src/lamp/render-switch.ts": `import { html, type TemplateResult } from "lit";
import type { Text } from "../i18n/text.ts";

export function renderSwitch(state: "on" | "off", text: Text): TemplateResult {
  return html\`<button part="switch \${state}" title=\${text(\`state.\${state}\`)}>\${text("turns", { count: 1 })}</button>\`;
}

/** Nobody uses it. */
export function renderFuse(): TemplateResult {
  return html\`<i part="fuse"></i>\`;
}
`,
  "src/lamp/keyhole-lamp.styles.ts": `import { css } from "lit";

export const styles = [
  css\`
    .box {
      --_accent: var(--keyhole-lamp-accent, var(--keyhole-accent, light-dark(#fff, rgb(0 0 0))));
      --_size: var(--keyhole-lamp-size, 12px);
      color: var(--keyhole-text, var(--_accent));
    }
  \`,
];
`,
  "src/bulb/keyhole-bulb.ts": `import { html, type TemplateResult } from "lit";
import { BaseElement } from "../base-element.ts";
import { Bulb } from "./bulb.ts";

/**
 * A bulb.
 *
 * @csspart bulb - All of it; also \`hot\`.
 * @csspart wire - What glows.
 * @cssprop --keyhole-glow - Its light.
 */
export class KeyholeBulb extends BaseElement {
  readonly #bulb = new Bulb(html);

  protected override render(): TemplateResult {
    return html\`\${this.#bulb.element}\`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "keyhole-bulb": KeyholeBulb;
  }
}
`,
  "src/bulb/bulb.ts": `import { render } from "lit";
import { bulbStyles } from "./bulb.styles.ts";

export class Bulb {
  readonly element = document.createElement("div");

  constructor(html: typeof import("lit").html) {
    const states = Math.random() > 0.5 ? " hot" : "";
    this.element.part.value = \`bulb\${states}\`;
    this.element.append(new CSSStyleSheet().cssRules.length > 0 ? "" : bulbStyles);
    render(html\`<i part="wire"></i>\`, this.element);
  }
}
`,
  "src/bulb/bulb.styles.ts": `/** Its styles. */
export const bulbStyles = \`
  .bulb { color: var(--keyhole-glow, yellow); }
\`;
`,
  "src/events/keyhole-lamp-on-event.ts": `/** A lamp was switched on. */
export class KeyholeLampOnEvent extends Event {
  /** How bright. */
  readonly level: number;

  constructor(level: number) {
    super("keyhole-lamp-on", { bubbles: true, composed: true, cancelable: true });
    this.level = level;
  }
}

declare global {
  interface HTMLElementEventMap {
    "keyhole-lamp-on": KeyholeLampOnEvent;
  }
}
`,
  "src/i18n/en.ts": `export const en = {
  lamp: "Lamp",
  "state.on": "On, since {time}",
  "state.off": "Off",
  "turns.one": "One turn of {name}",
  "turns.other": "{count} turns of {name}",
} as const;
`,
  "src/i18n/es.ts": `export const texts = {
  lamp: "Lámpara",
  "state.on": "Encendida, desde {time}",
  "state.off": "Apagada",
  "turns.one": "Un giro de {name}",
  "turns.many": "{count} de giros de {name}",
  "turns.other": "{count} giros de {name}",
};
`,
  "src/i18n/text.ts": `import type { en } from "./en.ts";

type Plural = \`.\${Intl.LDMLPluralRule}\`;
export type TextKey = keyof typeof en extends infer Key
  ? Key extends \`\${infer Name}\${Plural}\`
    ? Name
    : Key
  : never;
export type Text = (key: TextKey, values?: Record<string, string | number>) => string;
`,
};
