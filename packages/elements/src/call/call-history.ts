/** Marks the entry of the page's history in which a call is open. Another page load has another mark. */
const MARK = `${Date.now()}.${Math.random()}`;

/** What closes the calls that are open beside or in front of a list. */
const open = new Set<() => void>();

/** We are on the way back ourselves: `history.back()` is told of some time later. */
let leaving = false;

/** Makes the browser's Back close a call, once for as many as are opened one after another. */
export function enterCall(close: () => void): void {
  addEventListener("popstate", wentBack);
  open.add(close);
  if (!leaving) mark();
}

/** The call was closed: what `enterCall` added goes, unless another call takes its place or the page went on. */
export function leaveCall(close: () => void): void {
  if (!open.delete(close)) return;
  setTimeout(() => {
    if (open.size > 0 || leaving || !isOurs()) return;
    leaving = true;
    history.back();
  });
}

function wentBack(): void {
  if (leaving) {
    leaving = false;
    if (open.size > 0) mark();
  } else if (!isOurs()) {
    const closing = [...open];
    open.clear();
    for (const close of closing) close();
  }
}

function mark(): void {
  if (!isOurs()) history.pushState({ ...history.state, keyhole: MARK }, "");
}

function isOurs(): boolean {
  return history.state?.keyhole === MARK;
}
