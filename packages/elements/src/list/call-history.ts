/**
 * Makes the browser's Back close a call, and takes no step in the page's history. An opened call adds an entry that
 * equals the page's own; a Back from there is cancelled before it happens, and closes the call. Where that cannot
 * work, no entry is added and Back stays the page's: without the Navigation API, and in a frame, whose steps cannot
 * be cancelled.
 *
 * Closing keeps the entry: a step back could be one of a frame beside, and a router would act on it. The next call
 * uses the entry again where nothing has navigated since.
 */

/** The entry that was added last. */
let added: { key: string; index: number; length: number } | null = null;

/** Closes the calls that are open beside or in front of a list; the last one closes first. */
const open = new Set<() => void>();

/** The most entries that browsers keep. At that length, nobody can tell whether a frame has navigated. */
const ENTRIES_MAX = 50;

/** Makes the browser's Back close a call. Returns the key of the call's history entry; null if it has none. */
export function enterCall(close: () => void): string | null {
  const navigation = cancelableNavigation();
  if (!navigation) return null;
  navigation.addEventListener("navigate", onNavigate);
  addEventListener("popstate", onPopState);
  open.delete(close);
  open.add(close);
  if (!isReusable(navigation)) addEntry(navigation);
  return added?.key ?? null;
}

/** Leaves the browser's Back to the page again. */
export function leaveCall(close: () => void): void {
  open.delete(close);
  if (open.size > 0) return;
  removeEventListener("popstate", onPopState);
  cancelableNavigation()?.removeEventListener("navigate", onNavigate);
}

/** The browser's Navigation API, if Back can be cancelled in this window. A page may hide the API or replace it. */
function cancelableNavigation(): Navigation | null {
  try {
    const { navigation } = globalThis;
    const usable = typeof navigation.addEventListener === "function" && navigation.currentEntry?.key;
    return usable && window === top ? navigation : null;
  } catch {
    return null;
  }
}

function isReusable({ currentEntry }: Navigation): boolean {
  return currentEntry?.key === added?.key && history.length === added?.length && added.length < ENTRIES_MAX;
}

function addEntry(navigation: Navigation): void {
  const before = navigation.currentEntry?.key;
  added = null;
  try {
    // A page that has wrapped `history.pushState` would take this entry for a page view or for a route.
    History.prototype.pushState.call(history, history.state, "");
  } catch {
    // Safari limits the number of entries; a page may have replaced the method.
  }
  const { key, index } = navigation.currentEntry ?? {};
  // Chromium drops entries above its limit without an error.
  if (key === undefined || index === undefined || key === before) return;
  added = { key, index, length: history.length };
}

function onNavigate(event: NavigateEvent): void {
  const { navigationType, destination, cancelable, defaultPrevented } = event;
  const last = [...open].at(-1);
  if (!last || !added || navigationType !== "traverse" || !cancelable || defaultPrevented) return;
  if (cancelableNavigation()?.currentEntry?.key !== added.key || destination.index !== added.index - 1)
    return;
  event.preventDefault();
  leaveCall(last);
  last();
}

/** A step that could not be cancelled, or one of several entries, has left the entry: the calls close. */
function onPopState(): void {
  const index = cancelableNavigation()?.currentEntry?.index;
  if (!added || index === undefined || index >= added.index) return;
  for (const close of [...open]) {
    leaveCall(close);
    close();
  }
}
