import { SKIP_MS, STEP_MS } from "../../base/limits.ts";
import type { PlayerStore } from "./player-store.ts";

/** The keys of web players. */
const ACTIONS: Readonly<Record<string, (player: PlayerStore) => void>> = {
  " ": (player) => player.toggle(),
  k: (player) => player.toggle(),
  j: (player) => player.skip(-SKIP_MS),
  l: (player) => player.skip(SKIP_MS),
  ArrowLeft: (player) => player.skip(-STEP_MS),
  ArrowRight: (player) => player.skip(STEP_MS),
  m: (player) => player.toggleMute(),
};

/** Fields that take text or use the arrow keys. */
const FIELDS = "input:not([type=range]),textarea,select,[contenteditable]";
/** Controls that Space activates. */
const PRESSED = "button,summary,a[href]";

/** Handles a key, unless the control that has the focus uses it. */
export function pressMediaKey(event: KeyboardEvent, player: PlayerStore): void {
  const [target] = event.composedPath();
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (!(target instanceof Element) || target.closest(FIELDS) || (key === " " && target.closest(PRESSED)))
    return;
  // Arrows on the volume change the volume.
  if (key.startsWith("Arrow") && target.matches(".volume")) return;
  if (!Object.hasOwn(ACTIONS, key)) return;
  event.preventDefault();
  ACTIONS[key]?.(player);
}
