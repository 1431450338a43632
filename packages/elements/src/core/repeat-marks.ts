/** In classes and attributes with which a page tells recorders of sessions what to leave out, such as `rr-mask`. */
const MARK = /-(mask|block|no-|exclude|ignore|priva|redact|suppress|obscure)/;

/**
 * Repeats the marks of an element and its ancestors on a box inside it, the nearest value of each: recorders such as
 * rrweb look for them only up to the root of a shadow tree.
 */
export function repeatMarks(element: Element, box: Element): void {
  box.classList.add(...[...element.classList].filter((name) => MARK.test(name)));
  for (const { name, value } of element.attributes) {
    if (MARK.test(name) && !box.hasAttribute(name)) box.setAttribute(name, value);
  }
  const parent = element.parentElement ?? (element.getRootNode() as ShadowRoot).host;
  if (parent) repeatMarks(parent, box);
}
