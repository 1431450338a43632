import { clockTime, parseClockTime } from "../base/clock-time.ts";

/** Marks the history entry in which a call is open. Another page load has another mark. */
const MARK = `${Date.now()}.${Math.random()}`;

/** Closes the calls that are open beside or in front of a list. */
const open = new Set<() => void>();

/** `history.back()` was called here, and its `popstate` is still to come. */
let leaving = false;

/** Makes the browser's Back close a call. Calls that are opened one after another share one entry. */
export function enterCall(close: () => void): void {
  addEventListener("popstate", onPopState);
  open.add(close);
  if (!leaving) mark();
}

/** Removes the entry of a closed call, unless another call is open by then or the page has navigated. */
export function leaveCall(close: () => void): void {
  if (!open.delete(close)) return;
  setTimeout(() => {
    if (open.size > 0 || leaving || !isMarked()) return;
    leaving = true;
    history.back();
  });
}

function onPopState(): void {
  if (leaving) {
    leaving = false;
    if (open.size > 0) mark();
  } else if (!isMarked()) {
    const closing = [...open];
    open.clear();
    for (const close of closing) close();
  }
}

function mark(): void {
  if (!isMarked()) history.pushState({ ...history.state, keyhole: MARK }, "");
}

function isMarked(): boolean {
  return entryMark() === MARK;
}

/** The mark of the current history entry, of this page load or another; null where no call is open. */
export function entryMark(): unknown {
  return history.state?.keyhole ?? null;
}

/** A moment in a call, as the fragment of a page's URL names it. */
export interface Moment {
  /** Id of the call, on a page that lists several; null on the page of one call. */
  id: string | null;
  /** By the recording's clock. */
  atMs: number | null;
}

/** Reads `#t=1:23` or `#keyhole-call=<id>&t=1:23`. */
export function momentOf(hash: string): Moment {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  return { id: fields.get("keyhole-call"), atMs: parseClockTime(fields.get("t") ?? "") };
}

/** The page's URL with a moment as its fragment. */
export function linkTo(pageUrl: string, id: string | null, atMs: number): string {
  const url = new URL(pageUrl);
  const call = id === null ? "" : `keyhole-call=${encodeURIComponent(id)}&`;
  url.hash = `${call}t=${clockTime(atMs)}`;
  return url.href;
}
