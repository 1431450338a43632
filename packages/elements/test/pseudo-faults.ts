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
  const isForeign = (words: string, element: Element) =>
    // What was said is cut where a link or a match is in it.
    isLatin(words, data) && !(element.closest(".said") && data.some((known) => known.includes(words.trim())));
  return [root, ...root.querySelectorAll("*")].flatMap((element) => [
    ...ATTRIBUTES.map((name) => [name, element.getAttribute(name) ?? ""] as const)
      .filter(([, words]) => isForeign(words, element))
      .map(([name, words]) => `${nameOf(element)} ${name}: ${words}`),
    ...textsOf(element)
      .filter(({ data: words }) => isForeign(words, element))
      .map(({ data: words }) => `${nameOf(element)}: ${words.trim()}`),
  ]);
}

/** What was found out about words, by the data: the same rows are looked at in many states and widths. */
const known = new WeakMap<readonly string[], Map<string, boolean>>();

/** Whether letters are left without pseudo-language and data. */
function isLatin(words: string, data: readonly string[]): boolean {
  const found = known.get(data) ?? new Map<string, boolean>();
  known.set(data, found);
  const before = found.get(words);
  if (before !== undefined) return before;
  let left = withoutPseudo(words);
  if (LATIN.test(left))
    for (const one of [...data].sort((one, other) => other.length - one.length))
      left = one.length > 2 ? left.replaceAll(one, "") : left.replace(new RegExp(`^\\s*${one}\\s*$`), "");
  const isLeft = LATIN.test(left);
  found.set(words, isLeft);
  return isLeft;
}

function withoutPseudo(words: string): string {
  const left = words.replace(INNERMOST, "");
  return left === words ? left : withoutPseudo(left);
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
