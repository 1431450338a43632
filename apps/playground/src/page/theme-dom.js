/**
 * An element with attributes and content. No attribute holds style: the page's policy refuses that.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number | boolean>} [attributes] true is present, false is absent
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children);
  return element;
}

/**
 * Runs `work` once the page has been quiet for a moment.
 * @param {() => void} work
 * @param {number} quietMs
 */
export function whenQuiet(work, quietMs) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = window.setTimeout(work, quietMs);
  };
}
