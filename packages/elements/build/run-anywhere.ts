import { en } from "../src/i18n/en.ts";

/**
 * The address of the running script. A module has it in `import.meta`, which is a syntax error in a classic script.
 * In a classic script `await` is a name, so that the slash behind it divides, and what a module reads as divisions
 * is a regular expression: `await / g / /(url=import.meta.url)/g`.
 */
const SCRIPT_URL = "let url,g;typeof await/g/ /(url=import.meta.url)/g;";

/**
 * Makes a script run as a module and as a classic one, whose declarations would be the page's. An exception, as from
 * a built-in that the page has replaced, is shown in the place of each element.
 */
export function runAnywhere(code: string): string {
  const body = code.replaceAll("import.meta.url", "keyholeUrl");
  const words = JSON.stringify(`${en["page.title"]}. ${en["page.text"]}`);
  return `try { ((keyholeUrl) => { "use strict"; ${body} })(url ?? document.currentScript.src) } catch (error) { (${sayBroken})(${words}, error) }`;
}

/** Puts the address in front, which no minifier reads. */
export function withScriptUrl(minified: string): string {
  return `{${SCRIPT_URL}${minified}}`;
}

/** Runs where nothing else does, so it uses little: custom elements may be what is broken. */
function sayBroken(words: string, error: unknown) {
  // Some pages replace the console.
  console.error?.(error);
  const say = () => {
    document
      .querySelectorAll<HTMLElement & { isTold?: true }>(
        "keyhole-calls,keyhole-call,keyhole-overview,keyhole-talk",
      )
      .forEach((element) => {
        if (element.shadowRoot || element.isTold) return;
        element.isTold = true;
        element.textContent = words.split("{reason}").join(`${error}`);
        const event = new Event("keyhole-error", { bubbles: true, composed: true });
        element.dispatchEvent(Object.assign(event, { kind: "page" }));
      });
  };
  say();
  // Elements that are parsed, or added, later.
  new MutationObserver(say).observe(document, { childList: true, subtree: true });
}
