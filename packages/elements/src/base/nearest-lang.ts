/** The nearest `lang` of an element, out of the shadow roots that it stands in; empty where there is none. */
export function nearestLang(element: Element): string {
  const found = element.closest("[lang]");
  if (found) return found.getAttribute("lang") ?? "";
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? nearestLang(root.host) : "";
}
