import type { ElementHandle } from "playwright-core";

/** How an element's layout is looked at. */
type Look = "as it is" | "small tokens" | "spaced";

/** What of an element's layout to look at. */
export interface LayoutQuestion {
  /** Least width and height of what is pressed, in CSS pixels. Links in running text may be smaller. */
  targetPx: number;
  /** Whether the page may scroll sideways. */
  fits: boolean;
  /**
   * `small tokens` looks at targets alone while the element has `tokens`; `spaced` has the spacing of WCAG 1.4.12,
   * forced into the element as a reader's own style sheet does. Default: `as it is`.
   */
  looks?: readonly Look[];
  /** Values by names of custom properties without `--keyhole-`. */
  tokens?: Readonly<Record<string, string>>;
}

/**
 * Faults of layout: small targets, scrollers, sideways scrolling, texts that are cut. All looks are one round trip. A
 * fault begins with its look.
 */
export function layoutFaults(
  host: ElementHandle<HTMLElement>,
  { targetPx, fits, looks = ["as it is"], tokens = {} }: LayoutQuestion,
): Promise<string[]> {
  const asked = { targetPx, fits, looks, set: Object.entries(tokens) };
  return host.evaluate(async (host, { targetPx, fits, looks, set }) => {
    const root = host.shadowRoot;
    if (!root) return ["no shadow root"];
    const nameOf = (one: Element) =>
      `${one.localName}.${one.getAttribute("class")?.trim() ?? ""} "${(one.getAttribute("aria-label") ?? one.textContent ?? "").trim().slice(0, 40)}"`;
    const smallTargets = () => {
      const targets = [...root.querySelectorAll<HTMLElement>("button,a[href],input,select,summary")].filter(
        (one) =>
          one.checkVisibility({ visibilityProperty: true, opacityProperty: false }) &&
          !one.closest(".said,.pinned,[part=row-end]"),
      );
      return targets.flatMap((one) => {
        const { width, height } = one.getBoundingClientRect();
        if (Math.min(width, height) >= targetPx - 0.01) return [];
        const name = (one.getAttribute("aria-label") ?? one.textContent ?? "").trim().slice(0, 40);
        return [
          `${one.localName}.${one.className} "${name}" is ${width.toFixed(1)} x ${height.toFixed(1)} px`,
        ];
      });
    };
    interface Box {
      overflowX: string;
      overflowY: string;
      containerType: string;
      /** By a `clip-path` of its own or of what it is in. */
      isClipped: boolean;
      place: DOMRect;
    }
    const others = () => {
      const all = [...root.querySelectorAll<HTMLElement>("*")];
      const boxes = new Map<Element, Box>();
      /** Measures a box once, however many texts are in it. */
      const boxOf = (one: Element): Box => {
        const known = boxes.get(one);
        if (known) return known;
        const { overflowX, overflowY, clipPath, containerType } = getComputedStyle(one);
        const isClipped =
          clipPath !== "none" || (one.parentElement !== null && boxOf(one.parentElement).isClipped);
        const box = { overflowX, overflowY, containerType, isClipped, place: one.getBoundingClientRect() };
        boxes.set(one, box);
        return box;
      };
      /** Hidden, folded, or for screen readers alone. */
      const isSeen = (one: Element) =>
        one.checkVisibility({ visibilityProperty: true, opacityProperty: false }) && !boxOf(one).isClipped;
      const READABLE_PX = 72;
      const faults: string[] = [];
      if (fits) {
        const over = document.documentElement.scrollWidth - innerWidth;
        if (over > 0) faults.push(`the page is ${over} px wider than the window`);
        for (const box of all) {
          if (!/auto|scroll/.test(boxOf(box).overflowX) || box.localName === "pre") continue;
          const beyond = box.scrollWidth - box.clientWidth;
          if (beyond > 1) faults.push(`${nameOf(box)} scrolls ${beyond} px sideways`);
        }
      }
      for (const box of all) {
        const { overflowY, containerType } = boxOf(box);
        if (!/auto|scroll/.test(overflowY) || box.matches("select,input") || !isSeen(box)) continue;
        // Firefox makes every scroller a Tab stop that has no tabindex.
        const reaches = box.querySelector("a[href],button,input,select,summary,[tabindex='0']");
        if (reaches && box.getAttribute("tabindex") !== "-1")
          faults.push(`${nameOf(box).slice(0, 20)} may be a Tab stop of its own`);
        // WebKit forgets the place of one when it restores a page.
        if (containerType !== "normal") faults.push(`${nameOf(box).slice(0, 20)} scrolls and is a container`);
      }
      for (const box of all) {
        // What scrolls must be high enough to read a row in.
        if (box.matches(".list,.details") && isSeen(box) && box.clientHeight < READABLE_PX)
          faults.push(`${nameOf(box).slice(0, 20)} is only ${box.clientHeight} px high`);
      }
      for (const one of all) {
        if (one.closest("option,select,.row .agent,.row .title,.details-header > h2,pre") || !isSeen(one))
          continue;
        for (const text of one.childNodes) {
          if (!(text instanceof Text) || !text.data.trim()) continue;
          const range = document.createRange();
          range.selectNodeContents(text);
          const { left, right, top, bottom } = range.getBoundingClientRect();
          let [scrollsX, scrollsY] = [false, false];
          for (let each: Element | null = one; each; each = each.parentElement) {
            const { overflowX, overflowY, place: box } = boxOf(each);
            scrollsX ||= /auto|scroll/.test(overflowX);
            scrollsY ||= /auto|scroll/.test(overflowY);
            const cutX =
              !scrollsX && overflowX !== "visible" && (left < box.left - 1 || right > box.right + 1);
            const cutY =
              !scrollsY && overflowY !== "visible" && (top < box.top - 1 || bottom > box.bottom + 1);
            if (cutX || cutY) {
              faults.push(`${nameOf(one)} is cut by ${nameOf(each).slice(0, 30)}`);
              break;
            }
          }
        }
      }
      return [...new Set(faults)];
    };
    const spacing = new CSSStyleSheet();
    spacing.replaceSync(
      "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }",
    );
    const faults: string[] = [];
    for (const look of looks) {
      if (look === "small tokens") {
        for (const [name, value] of set) host.style.setProperty(`--keyhole-${name}`, value);
        faults.push(...smallTargets().map((fault) => `${look}: ${fault}`));
        for (const [name] of set) host.style.removeProperty(`--keyhole-${name}`);
        continue;
      }
      const sheets = root.adoptedStyleSheets;
      if (look === "spaced") root.adoptedStyleSheets = [...sheets, spacing];
      // What watches its size has its say.
      if (look === "spaced")
        await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      faults.push(...[...smallTargets(), ...others()].map((fault) => `${look}: ${fault}`));
      root.adoptedStyleSheets = sheets;
    }
    return faults;
  }, asked);
}
