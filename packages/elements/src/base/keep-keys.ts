/** Fields that take text. `type` of an input says the same for unknown types. */
const TEXT =
  "textarea,[contenteditable]:not([contenteditable=false]),input:not([type=range],[type=checkbox],[type=radio],[type=button],[type=submit])";
const CHOICE = "select,input[type=range],input[type=radio]";
/** Controls that Space presses, and Enter. */
const PRESSED_BY_SPACE = "button,summary,input[type=checkbox],input[type=radio]";
const PRESSED_BY_ENTER = "button,summary,a[href],input";

/** Keys with a name that a text field uses. A field leaves Tab, Escape and function keys to the page. */
const EDITING = /^(Arrow|Home$|End$|Page|Backspace$|Delete$|Enter$|Dead$|Process$|Unidentified$)/;
const CHOOSING = /^(Arrow|Home$|End$|Page|Enter$)/;

const kept = new WeakSet<Node>();

/**
 * Keeps the keys of an element from the page, whose shortcuts see the element in place of its fields: keys that a
 * field or a button takes, and keys that the element's own listeners have used. A key with Ctrl, Alt or Meta stays
 * the page's, and so does a key in slotted content.
 */
export function keepKeys(root: Node): void {
  if (kept.has(root)) return;
  kept.add(root);
  /** Keys that are held down and whose press was kept. */
  const held = new Set<string>();
  // As the event came to the element: its target may be removed before the event leaves.
  let own = false;
  let cancelled = false;
  const arrived = (event: Event) => {
    own = event.target instanceof Node && root.contains(event.target);
    cancelled = event.defaultPrevented;
  };
  const left = (event: Event) => {
    if (!(event instanceof KeyboardEvent) || !own) return;
    const id = event.code || event.key;
    const used = (event.defaultPrevented && !cancelled) || takesKey(event);
    const released = event.type === "keyup" && held.delete(id);
    if (event.type === "keydown") held[used ? "add" : "delete"](id);
    if (used || released) event.stopPropagation();
  };
  for (const type of ["keydown", "keypress", "keyup"]) {
    root.addEventListener(type, arrived, { capture: true, passive: true });
    root.addEventListener(type, left);
  }
}

/** Whether the field or button that has the focus takes a key. */
function takesKey(event: KeyboardEvent): boolean {
  const { key, ctrlKey, altKey, metaKey, isComposing } = event;
  const [target] = event.composedPath();
  if (!(target instanceof Element)) return false;
  const types = [...key].length === 1;
  // AltGr is Ctrl and Alt on Windows.
  const modified = (ctrlKey || altKey || metaKey) && !event.getModifierState("AltGraph");
  if (modified) return false;
  if (target.matches(TEXT) && (types || isComposing || EDITING.test(key))) return true;
  if (target.matches(CHOICE) && (types || CHOOSING.test(key))) return true;
  return (
    (key === " " && target.matches(PRESSED_BY_SPACE)) || (key === "Enter" && target.matches(PRESSED_BY_ENTER))
  );
}
