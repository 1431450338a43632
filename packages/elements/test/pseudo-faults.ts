const ATTRIBUTES = [
  "aria-label",
  "aria-valuetext",
  "aria-description",
  "aria-roledescription",
  "title",
  "placeholder",
  "alt",
];
const INNERMOST = /\[!!(?:(?!\[!!|!!\]).)*!!\]/gs;
const LATIN = /\p{Script=Latin}/u;

/** Texts and attributes below an element that are in Latin letters, neither pseudo-language nor data. */
export function untranslated(root: Element, data: readonly string[]): string[] {
  const longestFirst = [...data].sort((one, other) => other.length - one.length);
  const isForeign = (words: string, element: Element) => {
    let left = words;
    for (let before = ""; before !== left; ) {
      before = left;
      left = left.replace(INNERMOST, "");
    }
    if (!LATIN.test(left)) return false;
    // What was said is cut where a link or a match is in it.
    if (element.closest(".said") && data.some((known) => known.includes(words.trim()))) return false;
    for (const known of longestFirst)
      left =
        known.length > 2 ? left.replaceAll(known, "") : left.replace(new RegExp(`^\\s*${known}\\s*$`), "");
    return LATIN.test(left);
  };
  return [root, ...root.querySelectorAll("*")].flatMap((element) => [
    ...ATTRIBUTES.map((name) => [name, element.getAttribute(name) ?? ""] as const)
      .filter(([, words]) => isForeign(words, element))
      .map(([name, words]) => `${nameOf(element)} ${name}: ${words}`),
    ...textsOf(element)
      .filter(({ data: words }) => isForeign(words, element))
      .map(({ data: words }) => `${nameOf(element)}: ${words.trim()}`),
  ]);
}

/** Texts of the catalogue of which something is cut off. */
export function clipped(root: Element, isText: (words: string) => boolean): string[] {
  return [root, ...root.querySelectorAll("*")].flatMap((element) =>
    textsOf(element)
      .filter(({ data }) => isText(data) && isSeen(element) && !mayBeCut(element))
      .filter((text) => isCut(text, element))
      .map(({ data }) => `${nameOf(element)}: ${data.trim()}`),
  );
}

function textsOf(element: Element): Text[] {
  return [...element.childNodes].filter((node) => node instanceof Text);
}

/** What is for screen readers alone, folded, or drawn by the browser itself cannot be cut. */
function isSeen(element: Element): boolean {
  if (!element.checkVisibility({ visibilityProperty: true })) return false;
  if (element.closest("option, select")) return false;
  for (let one: Element | null = element; one; one = one.parentElement)
    if (getComputedStyle(one).clipPath !== "none") return false;
  return true;
}

/** A row keeps its agent to a line, a call its title to two; the title stands among its fields as well. */
function mayBeCut(element: Element): boolean {
  return element.matches(".row .agent, .details-header > h2");
}

function isCut(text: Text, element: Element): boolean {
  const range = document.createRange();
  range.selectNodeContents(text);
  const { left, right, top, bottom } = range.getBoundingClientRect();
  // What can be scrolled to is not cut.
  let [scrollsX, scrollsY] = [false, false];
  for (let one: Element | null = element; one; one = one.parentElement) {
    // A popover is above everything, cut by nothing around it.
    if (one.parentElement?.matches(":popover-open")) return false;
    const { overflowX, overflowY } = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    scrollsX ||= /auto|scroll/.test(overflowX);
    scrollsY ||= /auto|scroll/.test(overflowY);
    if (!scrollsX && overflowX !== "visible" && (left < box.left - 1 || right > box.right + 1)) return true;
    if (!scrollsY && overflowY !== "visible" && (top < box.top - 1 || bottom > box.bottom + 1)) return true;
  }
  return false;
}

function nameOf(element: Element): string {
  return `${element.localName}.${element.getAttribute("class") ?? ""}`;
}
