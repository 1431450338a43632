/** What a key does in a player. */
export type MediaAction = "toggle" | "back" | "forward" | "stepBack" | "stepForward" | "mute";

/** The keys of web players: k and Space, j and l, arrows, m. */
const ACTIONS: Readonly<Record<string, MediaAction>> = {
  " ": "toggle",
  k: "toggle",
  j: "back",
  l: "forward",
  ArrowLeft: "stepBack",
  ArrowRight: "stepForward",
  m: "mute",
};

/** Controls that take text, or use Space themselves. */
const TYPED_INTO = "input:not([type=range]),textarea,select,[contenteditable]";
const PRESSED = "button,summary,a[href]";

/** The action of a key that was pressed on an element; null if the key is not the player's. */
export function mediaAction(event: KeyboardEvent, target: Element): MediaAction | null {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return null;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (target.closest(TYPED_INTO) || (key === " " && target.closest(PRESSED))) return null;
  // Arrows on the volume change the volume.
  if (key.startsWith("Arrow") && target.matches(".volume")) return null;
  return Object.hasOwn(ACTIONS, key) ? (ACTIONS[key] ?? null) : null;
}
