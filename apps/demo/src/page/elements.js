/** The elements that this page is made of, looked up once. */

/**
 * What the page uses of `<keyhole-calls>`.
 * @typedef {HTMLElement & {
 *   refresh(): Promise<void>,
 *   signIn(): Promise<void>,
 *   signOut(): Promise<void>,
 *   thumbprint(): Promise<string>,
 *   renderRowEnd: ((call: { metadata: Record<string, string> }) => string) | null,
 * }} KeyholeCalls
 */

/**
 * @template {HTMLElement} T
 * @param {string} id
 * @param {{ new (): T }} type
 * @returns {T}
 */
export function byId(id, type) {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`There is no #${id}.`);
  return element;
}

/**
 * Shows the embed of a case in place of the one before, once the script of the broker is there.
 * @param {"member" | "visitor" | "public"} name
 * @returns {Promise<KeyholeCalls>}
 */
export async function showEmbed(name) {
  const { content } = byId(`embed-${name}`, HTMLTemplateElement);
  byId("calls", HTMLElement).replaceChildren(document.importNode(content, true));
  await customElements.whenDefined("keyhole-calls");
  const calls = document.querySelector("keyhole-calls");
  return /** @type {KeyholeCalls} */ (calls);
}

/**
 * What a customer copies: the script tag of this page and the element of the case.
 * @param {"member" | "visitor" | "public"} name
 */
export function embedText(name) {
  const script = document.querySelector('script[src$="/keyhole.js"]');
  return `${script?.outerHTML}\n${byId(`embed-${name}`, HTMLTemplateElement).innerHTML}`;
}
